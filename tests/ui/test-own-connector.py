#!/usr/bin/python3
"""A connector file of one's own: it comes, changes and goes while the window is open.

Usage: session test-own-connector.py PROGRAM
"""

import os
import subprocess
import sys
from pathlib import Path

from genkan_ui import Genkan, run_story, wait_until

FOLDER = Path(os.environ['XDG_DATA_HOME']) / 'genkan' / 'connectors'
ACME = FOLDER / 'acme.yaml'
TEXT = """format: 1
id: acme
name: {name}
vendor: Acme
settings:
  url: {{ title: Server URL }}
  token: {{ title: API key, secret: true }}
connect: {{ base: "{{+url}}", auth: {{ bearer: "{{token}}" }} }}
steps:
  apps:
    {method}: /apps
    items: $.apps
    records: SELECT j ->> 'id' AS id, j ->> 'name' AS name FROM item
"""


def write(name, method='get'):
    """As editors do it: written beside, then moved into its place."""
    draft = ACME.with_suffix('.tmp')
    draft.write_text(TEXT.format(name=name, method=method))
    draft.rename(ACME)


def tile(genkan, name):
    return genkan.window.find('table cell', lambda found: found.startswith(name))


def appears(genkan):
    """A file that is dropped into the folder is a tool to choose"""
    genkan.window.wait_for('push button', 'Add Connection').click()
    genkan.window = genkan.wait_for_window('Add Connection')
    genkan.window.activate()
    genkan.window.wait_for('table cell', lambda name: name.startswith('Burp Suite DAST'))
    assert not tile(genkan, 'Acme')
    write('Acme One')
    wait_until(lambda: tile(genkan, 'Acme One'), 'the tool')


def changes(genkan):
    """When the file changes, so does the tool"""
    write('Acme Two')
    wait_until(lambda: tile(genkan, 'Acme Two'), 'the other name')
    assert not tile(genkan, 'Acme One')


def shows_mistakes(genkan):
    """What is wrong with the file stands where the tool stood, with its place"""
    write('Acme Two', 'gte')
    wait_until(lambda: '11:' in (tile(genkan, 'Acme Two') or genkan.window).name, 'the line of the mistake')
    write('Acme Two')
    wait_until(lambda: '11:' not in getattr(tile(genkan, 'Acme Two'), 'name', '11:'), 'no mistake')


def goes(genkan):
    """When the file is gone, so is the tool"""
    ACME.unlink()
    wait_until(lambda: not tile(genkan, 'Acme'), 'no tool any more')
    genkan.key('Escape')
    genkan.wait_closed('Add Connection')
    genkan.window = genkan.wait_for_window('Genkan')


def says_so(genkan):
    """Its Connection says what it lacks, when something is asked of it"""
    genkan.window.activate()
    genkan.window.wait_for('label', 'Mine').click()
    genkan.window.wait_for('push button', 'Discover').click()
    genkan.window.wait_for('label', lambda name: 'There is no connector “acme”' in name)


def add_connection(program):
    write('Acme')
    subprocess.run([program, 'connections', 'add', '--connector', 'acme', '--label', 'Mine',
                    '--set', 'url=https://acme.example', '--secret', 'token', '--no-test'],
                   input='key\n', text=True, check=True, stdout=subprocess.DEVNULL)
    ACME.unlink()


FOLDER.mkdir(parents=True)
add_connection(sys.argv[1])
with Genkan(sys.argv[1]) as program:
    sys.exit(not run_story(program, appears, changes, shows_mistakes, goes, says_so))
