#!/usr/bin/python3
"""A tool without findings in the window: its Products are built by one click, and follow it.

Usage: session test-assets.py PROGRAM
"""

import os
import subprocess
import sys
from pathlib import Path

import backstage
from genkan_ui import Genkan, picture, run_story, wait_until

PICTURES = os.environ.get('GENKAN_PICTURES')
COMPONENTS = {'1': ('cart', 'shop'), '2': ('pay', 'shop'), '3': ('ledger', 'money')}


def rows(genkan, table):
    node = genkan.window.find('tree table', table)
    return node.rows() if node else []


def keep_picture(name):
    if PICTURES:
        picture(Path(PICTURES) / f'{name}.png')


def add_connection(program, url):
    subprocess.run([program, 'connections', 'add', '-c', 'backstage', '-l', 'Catalog',
                    '--set', f'url={url}', '--set', 'access=As a guest'],
                   check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def opens_the_connection(genkan):
    """A connection that nobody has discovered: Sync is there, and no tab for findings"""
    genkan.window.wait_for('list item', lambda name: 'Catalog' in name).click()
    wait_until(lambda: genkan.window.wait_for('push button', 'Sync').has('sensitive'), 'Sync')
    genkan.window.wait_for('page tab', 'Operations')
    assert not genkan.window.find('page tab', 'Findings'), 'there are no findings'


def builds_the_products(genkan):
    """One click on Sync makes a Product of each component, and a toast tells"""
    genkan.window.find('push button', 'Sync').click()
    genkan.window.wait_for('label', lambda name: '3 Products: 3 made' in name)
    keep_picture('assets-toast')
    wait_until(lambda: len(rows(genkan, 'Mapped Records')) == 3, 'three mapped Records')
    keep_picture('assets-records')


def follows_the_tool(genkan):
    """What is renamed and moved there is renamed and moved here; a name that is taken is not"""
    genkan.server.components.update({'1': ('basket', 'store'), '2': ('pay', 'store'),
                                     '3': ('pay', 'money')})
    genkan.window.find('push button', 'Sync').click()
    genkan.window.wait_for('label', lambda name: '1 renamed, 2 moved, 1 not as in the tool' in name)
    genkan.window.wait_for('push button', 'Details').click()
    results = genkan.wait_for_window('Result of a Sync')
    results.wait_for('label', 'Product renamed from “cart” to “basket”. '
                              'Product moved from the Product Type “shop” to “store”')
    results.wait_for('label', 'Not renamed to “pay”: another Product has this name')
    keep_picture('assets-results')
    results.activate()
    results.wait_for('push button', 'Close').click()
    genkan.wait_closed('Result of a Sync')
    genkan.window.activate()


def tells_the_products(genkan):
    """The page of Products has the new names and types, and what the tool says of each"""
    genkan.window.find('list item', 'Products').click()
    wait_until(lambda: len(rows(genkan, 'Products')) == 3, 'three Products')
    listed = rows(genkan, 'Products')
    assert [row[0] for row in listed] == ['basket', 'ledger', 'pay'], listed
    assert 'store' in listed[0] and 'money' in listed[1], listed
    genkan.window.find('tree table', 'Products').find('label', 'basket').click()
    genkan.window.wait_for('label', 'What basket is about since 2019')
    genkan.window.wait_for('label', 'Tags: java, pci')
    keep_picture('assets-products')


with backstage.serve(COMPONENTS) as server:
    add_connection(sys.argv[1], server.url)
    with Genkan(sys.argv[1]) as program:
        program.server = server
        sys.exit(not run_story(program, opens_the_connection, builds_the_products,
                               follows_the_tool, tells_the_products))
