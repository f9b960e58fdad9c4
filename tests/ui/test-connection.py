#!/usr/bin/python3
"""A connection to a Burp Suite server on loopback, by the form; its key goes to the keyring.

Usage: session test-connection.py PROGRAM
"""

import sys

import burp
from gi.repository import Gio, GLib
from genkan_ui import Genkan, find_databases, read_database, run_story, session_files, wait_until

KEY = 'a-key-that-nobody-else-has'
LABEL = 'Burp in production'
ENTRY = ('text', 'password text')


def opens_the_form(genkan):
    """Choosing a tool opens the form made from its settings"""
    genkan.window.wait_for('push button', 'Add Connection').click()
    genkan.dialog = genkan.wait_for_window('Add Connection')
    genkan.dialog.activate()
    genkan.dialog.wait_for('table cell', lambda name: name.startswith('Burp Suite DAST')).click()
    genkan.dialog.wait_for(ENTRY, 'Server URL')
    genkan.dialog.wait_for(ENTRY, 'API key')


def refuses_a_wrong_key(genkan):
    """Test Connection says in words that a key is wrong"""
    genkan.dialog.wait_for(ENTRY, 'Server URL').type(genkan.server.url)
    genkan.dialog.wait_for(ENTRY, 'API key').type('wrong')
    genkan.dialog.wait_for('push button', 'Test Connection').click()
    genkan.dialog.wait_for('label', 'The tool does not accept the key')


def tells_what_a_key_can_see(genkan):
    """Test Connection says in words what the key can see"""
    genkan.dialog.wait_for(ENTRY, 'API key').type(KEY)
    genkan.dialog.wait_for('push button', lambda name: name in ('Test Again', 'Test Connection')).click()
    genkan.dialog.wait_for('label', 'Connected: 2 sites visible')


def saves_and_discovers(genkan):
    """Discover Now saves the connection and shows its Records"""
    genkan.dialog.wait_for('push button', 'Next').click()
    genkan.dialog.wait_for(ENTRY, 'Label').type(LABEL)
    genkan.dialog.wait_for('push button', 'Discover Now').click()
    genkan.wait_closed('Add Connection')
    wait_until(lambda: genkan.window.wait_for('tree table', 'Unmapped Records').rows(), 'Records in the window')
    names = [cells[0] for cells in genkan.window.find('tree table', 'Unmapped Records').rows()]
    assert names == ['blog', 'shop'], names
    database, = find_databases()
    assert read_database(database, 'SELECT label FROM connections') == [(LABEL,)]
    assert read_database(database, 'SELECT name FROM records ORDER BY name') == [('blog',), ('shop',)]


def cancels_a_discover(genkan):
    """Cancel ends a Discover that waits for the tool, and the Records stay as they were"""
    database, = find_databases()
    records = read_database(database, 'SELECT * FROM records ORDER BY id')
    genkan.server.awake.clear()
    genkan.window.activate()
    genkan.window.wait_for('push button', 'Discover').click()
    genkan.window.wait_for('push button', 'Cancel').click()
    genkan.window.wait_for('push button', 'Discover')
    genkan.server.awake.set()
    cancelled = 4
    statuses = read_database(database, 'SELECT status FROM operations ORDER BY id')
    assert statuses[-1] == (cancelled,), statuses
    assert read_database(database, 'SELECT * FROM records ORDER BY id') == records


def cancels_a_sync(genkan):
    """Cancel ends a Sync that waits for the tool, and says so"""
    database, = find_databases()
    genkan.window.activate()
    genkan.window.wait_for('tree table', 'Unmapped Records').find('label', 'shop').click()
    genkan.key('ctrl+shift+m')
    wait_until(lambda: genkan.window.wait_for('push button', 'Sync').has('sensitive'), 'a mapped Record')
    genkan.server.awake.clear()
    genkan.window.wait_for('push button', 'Sync').click()
    genkan.window.wait_for('push button', 'Cancel').click()
    genkan.window.wait_for('label', lambda name: name.startswith('Sync cancelled.'))
    genkan.window.wait_for('push button', 'Sync')
    genkan.server.awake.set()
    sync, cancelled = 1, 4
    last = read_database(database, 'SELECT kind, status FROM operations ORDER BY id DESC LIMIT 1')
    assert last == [(sync, cancelled)], last


def secrets(attributes):
    """What the Secret Service has with these attributes."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    service = Gio.DBusProxy.new_sync(bus, Gio.DBusProxyFlags.NONE, None, 'org.freedesktop.secrets',
                                     '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service')
    _output, session = service.OpenSession('(sv)', 'plain', GLib.Variant('s', ''))
    unlocked, _locked = service.SearchItems('(a{ss})', attributes)
    found = service.GetSecrets('(aoo)', unlocked, session)
    return [bytes(value).decode() for _session, _parameters, value, _type in found.values()]


def keeps_the_key_in_the_keyring(genkan):
    """The key is in the keyring, and in no file that Genkan wrote"""
    assert secrets({'setting': 'token'}) == [KEY]
    leaks = [path for path in session_files() if KEY.encode() in path.read_bytes()]
    assert not leaks, leaks


with burp.serve(KEY, {'5': 'shop', '6': 'blog'}) as server, Genkan(sys.argv[1]) as program:
    program.server = server
    sys.exit(not run_story(program, opens_the_form, refuses_a_wrong_key, tells_what_a_key_can_see,
                           saves_and_discovers, cancels_a_discover, cancels_a_sync,
                           keeps_the_key_in_the_keyring))
