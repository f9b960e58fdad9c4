#!/usr/bin/python3
"""What waits for a person, over all Connections, and the one button that leads to its end.

Usage: session test-attention.py PROGRAM FILL-TOOLS
"""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from genkan_ui import Genkan, picture, run_story, wait_until

DATABASE = Path(os.environ['XDG_DATA_HOME']) / 'genkan' / 'genkan.db'
PICTURES = os.environ.get('GENKAN_PICTURES')
FAILED = 'Discover failed: The key is <not> accepted & so on'
UNMAPPED = '4 Records have no Product'
MISSING = '1 Record is Missing: the tool shows it no longer'
GUARD = '2 findings wait for you to say whether they are closed'

# Burp failed and misses a Record; the guard holds two findings of SonarQube.
TROUBLE = """
UPDATE connections SET connector_id = 'burp-dast' WHERE label = 'Burp';
UPDATE connections SET n_unmapped = 4 WHERE label = 'Burp';
UPDATE records SET state = 4 WHERE vendor_id = 's1';
INSERT INTO operations (connection_id, kind, status, triggered_by, started, ended, message)
  SELECT id, 0, 3, 0, 1700000000000000, 1700000001000000, 'The key is <not> accepted & so on'
  FROM connections WHERE label = 'Burp';
INSERT INTO operations (id, connection_id, kind, status, triggered_by, started, ended)
  SELECT 1000, id, 1, 1, 0, 1700000000000000, 1700000001000000 FROM connections WHERE label = 'SonarQube';
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2)
INSERT INTO findings (record_id, unique_id, state, severity, is_wide, checksum, first_seen, changed, title,
                      title_key, search, fields)
  SELECT r.id, 'f' || n.i, 0, 3, 0, n.i, 1, 1, 'XSS', 'xss', 'xss', '{}' FROM n, records AS r
  WHERE r.vendor_id = 'p2';
INSERT INTO sync_results (operation_id, record_id, outcome, n_found, n_held)
  SELECT 1000, id, 0, 0, 2 FROM records WHERE vendor_id = 'p2';
INSERT INTO held_findings SELECT record_id, id FROM findings;
"""


def waiting(genkan):
    """The words of the lines, from above."""
    page = genkan.window.find('list', 'Needs Attention')
    labels = [label.name for label in page.find_all('label')] if page else []
    return [label for label in labels if label in (FAILED, UNMAPPED, MISSING, GUARD)]


def keep_picture(name):
    if PICTURES:
        picture(Path(PICTURES) / f'{name}.png')


def lists_the_worst_first(genkan):
    """The sidebar says how much waits, and the page what, the worst first"""
    genkan.window.wait_for('list item', 'Needs Attention, 4').click()
    wait_until(lambda: waiting(genkan) == [FAILED, GUARD, MISSING, UNMAPPED], 'four lines')
    keep_picture('attention')
    genkan.window.resize(400, 800)
    wait_until(lambda: len(waiting(genkan)) == 4, 'four lines')
    keep_picture('attention-narrow')
    genkan.window.resize(1100, 720)


def decides_the_guard(genkan):
    """“Decide…” asks what the guard asks; answered, the line goes"""
    genkan.window.wait_for('push button', 'Decide…, SonarQube').click()
    results = genkan.wait_for_window('Result of a Sync')
    results.activate()
    results.wait_for('push button', lambda name: 'Keep Them' in name).click()
    wait_until(lambda: not results.find('push button', lambda name: 'Keep Them' in name), 'no question')
    genkan.key('Escape')
    genkan.wait_closed('Result of a Sync')
    genkan.window.activate()
    wait_until(lambda: waiting(genkan) == [FAILED, MISSING, UNMAPPED], 'three lines')
    genkan.window.wait_for('list item', 'Needs Attention, 3')


def tries_again(genkan):
    """“Try Again” goes to the Connection, and does there what failed"""
    genkan.window.wait_for('push button', 'Try Again, Burp').click()
    genkan.window.wait_for('page tab', 'Operations').click()
    wait_until(lambda: len(genkan.window.wait_for('tree table', 'Operations').rows()) == 3, 'another Discover')


def maps(genkan):
    """“Map” goes to the Records that wait"""
    genkan.window.wait_for('list item', lambda name: name.startswith('Needs Attention')).click()
    genkan.window.wait_for('push button', 'Map, Burp').click()
    genkan.window.wait_for('tree table', 'Unmapped Records')


DATABASE.parent.mkdir(parents=True, exist_ok=True)
subprocess.run([sys.argv[2], DATABASE], check=True)
with sqlite3.connect(DATABASE) as connection:
    connection.executescript(TROUBLE)
connection.close()
with Genkan(sys.argv[1]) as program:
    sys.exit(not run_story(program, lists_the_worst_first, decides_the_guard, tries_again, maps))
