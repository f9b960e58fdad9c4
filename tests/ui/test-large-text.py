#!/usr/bin/python3
"""With text half as large again, tables fold earlier, and nothing is cut off at the edge of the window.

Usage: session test-large-text.py PROGRAM FILL-TOOLS
"""

import os
import subprocess
import sys
from pathlib import Path

from genkan_ui import Genkan, picture, run_story, wait_until

DATABASE = Path(os.environ['XDG_DATA_HOME']) / 'genkan' / 'genkan.db'
SETTINGS = Path(os.environ['XDG_CONFIG_HOME']) / 'gtk-4.0' / 'settings.ini'
PICTURES = os.environ.get('GENKAN_PICTURES')


def cut_off(window):
    """Buttons and searches that are not wholly within the window."""
    _x, _y, right, _height = window.box
    nodes = window.find_all(('push button', 'toggle button', 'entry', 'combo box'))
    return [str(node) for node in nodes if node.box[0] < 0 or node.box[0] + node.box[2] > right]


def check(genkan, page):
    genkan.window.wait_for('list item', page).click()
    for width in (1280, 1020, 900):
        genkan.window.resize(width, 800)
        wait_until(lambda: not cut_off(genkan.window), f'everything within {width} pixels on {page}')
        if PICTURES:
            picture(Path(PICTURES) / f'large-{page}-{width}.png')


def shows_records(genkan):
    """The Records of all Connections"""
    check(genkan, 'All Records')


def shows_findings(genkan):
    """All findings"""
    check(genkan, 'Findings')


def shows_products(genkan):
    """All Products"""
    check(genkan, 'Products')


DATABASE.parent.mkdir(parents=True, exist_ok=True)
SETTINGS.write_text(SETTINGS.read_text().replace('Cantarell 11', 'Cantarell 16.5'))
subprocess.run([sys.argv[2], DATABASE], check=True)
with Genkan(sys.argv[1]) as program:
    sys.exit(not run_story(program, shows_records, shows_findings, shows_products))
