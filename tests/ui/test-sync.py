#!/usr/bin/python3
"""A Sync in the demo: mapped, synced, told of, and looked at again among the Operations.

Usage: session test-sync.py PROGRAM
"""

import os
import sys
from pathlib import Path

from genkan_ui import Genkan, find_databases, picture, read_database, run_story, wait_until

PICTURES = os.environ.get('GENKAN_PICTURES')


def demo_database():
    own = Path(os.environ['XDG_DATA_HOME'])
    return next((path for path in find_databases() if own not in path.parents), None)


def count(query):
    return read_database(demo_database(), query)[0][0]


def rows(genkan, table):
    node = genkan.window.find('tree table', table)
    return node.rows() if node else []


def keep_picture(name):
    if PICTURES:
        picture(Path(PICTURES) / f'{name}.png')


def opens_the_demo(genkan):
    """“Try the Demo”, and Discover; Sync has to wait for a mapping"""
    genkan.window.wait_for('push button', 'Try the Demo').click()
    genkan.window = genkan.wait_for_window('Genkan Demo')
    genkan.window.activate()
    sync = genkan.window.wait_for('push button', 'Sync')
    assert not sync.has('sensitive'), 'nothing is mapped yet'
    genkan.window.wait_for('push button', 'Discover').click()
    wait_until(lambda: len(rows(genkan, 'Unmapped Records')) == 5, 'five Records')


def maps_all(genkan):
    """All Records are mapped, each to a Product of its own"""
    genkan.window.find('label', 'Web Shop').click()
    genkan.key('ctrl+a', 'ctrl+shift+m')
    wait_until(lambda: len(rows(genkan, 'Mapped Records')) == 5, 'five mapped Records')


def syncs(genkan):
    """Sync, by keyboard: the findings are in the database, and a toast tells"""
    wait_until(lambda: genkan.window.find('push button', 'Sync').has('sensitive'), 'Sync is there')
    genkan.window.activate()
    genkan.key('ctrl+s')
    genkan.window.wait_for('label', lambda name: '15 findings: 15 new' in name)
    assert count('SELECT count(*) FROM findings') == 15
    keep_picture('sync-toast')


def lists_the_operation(genkan):
    """The Sync stands among the Operations, and opens the same results"""
    genkan.window.activate()
    genkan.window.wait_for('page tab', 'Operations').click()
    wait_until(lambda: any('Sync' in row for row in rows(genkan, 'Operations')), 'the Sync')
    genkan.window.find('tree table', 'Operations').find('label', 'Sync').click(times=2)
    results = genkan.wait_for_window('Result of a Sync')
    results.wait_for('label', '7 findings: 7 new')
    results.wait_for('label', '0 findings, nothing changed')
    keep_picture('sync-results')
    results.activate()
    results.wait_for('push button', 'Close').click()
    genkan.wait_closed('Result of a Sync')


def lists_the_findings(genkan):
    """The Findings tab lists all, the worst first; words make it smaller"""
    genkan.window.activate()
    genkan.window.resize(1280, 860)
    genkan.window.wait_for('page tab', 'Findings').click()
    wait_until(lambda: len(rows(genkan, 'Findings')) == 15, 'all findings')
    assert 'High' in rows(genkan, 'Findings')[0], rows(genkan, 'Findings')[0]
    keep_picture('findings')
    genkan.window.wait_for('entry', 'Search findings').type('sql shop')
    wait_until(lambda: len(rows(genkan, 'Findings')) == 1, 'the one that matches')


def opens_one(genkan):
    """A finding opens with all that the tool says of it"""
    genkan.window.find('tree table', 'Findings').find('label', 'High').click(times=2)
    details = genkan.wait_for_window('Finding')
    details.wait_for('label', lambda name: name.startswith('What a visitor types'))
    details.wait_for('label', 'Web Shop')
    keep_picture('finding')
    details.activate()
    details.wait_for('push button', 'Close').click()
    genkan.wait_closed('Finding')


def lists_those_of_all(genkan):
    """The page in the sidebar lists the findings of all connections"""
    genkan.window.activate()
    genkan.window.find('list item', 'Findings').click()
    wait_until(lambda: len(rows(genkan, 'Findings')) == 15, 'all findings')
    keep_picture('findings-of-all')


with Genkan(sys.argv[1]) as program:
    sys.exit(not run_story(program, opens_the_demo, maps_all, syncs, lists_the_operation,
                           lists_the_findings, opens_one, lists_those_of_all))
