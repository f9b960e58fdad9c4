#!/usr/bin/python3
"""The DefectDojo server in the preferences: its key, what it says, its Products, and its end.

Usage: session test-server.py PROGRAM SERVE-DOJO
"""

import os
import subprocess
import sys
from pathlib import Path

import dojo
from gi.repository import Gio, GLib
from genkan_ui import Atspi, Genkan, Window, picture, read_database, run_story, session_files, wait_until

DATABASE = Path(os.environ['XDG_DATA_HOME']) / 'genkan' / 'genkan.db'
ENTRY = ('text', 'password text')
PICTURES = os.environ.get('GENKAN_PICTURES')
URL = 'URL, with the path under which it stands'


def keep_picture(name):
    if PICTURES:
        picture(Path(PICTURES) / f'{name}.png')


def settings():
    return dict(read_database(DATABASE, 'SELECT name, value FROM server'))


def tokens():
    """What the Secret Service has for DefectDojo."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    service = Gio.DBusProxy.new_sync(bus, Gio.DBusProxyFlags.NONE, None, 'org.freedesktop.secrets',
                                     '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service')
    _output, session = service.OpenSession('(sv)', 'plain', GLib.Variant('s', ''))
    unlocked, _locked = service.SearchItems('(a{ss})', {'setting': 'defectdojo_token'})
    found = service.GetSecrets('(aoo)', unlocked, session)
    return [bytes(value).decode() for _session, _parameters, value, _type in found.values()]


def press(genkan, name):
    """A button that may be scrolled out of sight, as a screen reader does"""
    button = genkan.preferences.wait_for('push button', name)
    wait_until(lambda: button.has('sensitive'), f'{button} is sensitive')
    Atspi.Action.do_action(button.accessible, 0)


def rows(genkan):
    table = genkan.window.find('tree table', 'Products')
    return table.rows() if table else []


def says(genkan, words):
    return genkan.preferences.wait_for('label', lambda name: words in name)


def opens_preferences(genkan):
    """Without a server the preferences say that findings stay here"""
    genkan.key('ctrl+comma')
    genkan.preferences = genkan.wait_for_window('Preferences')
    genkan.preferences.activate()
    says(genkan, 'Findings stay here')
    assert not genkan.preferences.find('push button', 'Save').has('sensitive')
    assert not genkan.preferences.find('push button', 'Remove').has('sensitive')
    keep_picture('server-empty')


def refuses_a_wrong_key(genkan):
    """Test says in words that a key is wrong, and nothing is kept"""
    genkan.preferences.wait_for(ENTRY, URL).type(f'{genkan.dojo.url}/dashboard')
    genkan.preferences.wait_for(ENTRY, 'API v2 key').type('0' * 40)
    press(genkan, 'Test Connection')
    says(genkan, 'DefectDojo does not accept the key')
    keep_picture('server-wrong-key')
    assert settings() == {} and tokens() == []


def saves(genkan):
    """Save keeps the key in the keyring, says who we are, and reads the Products"""
    genkan.preferences.wait_for(ENTRY, 'API v2 key').type(dojo.KEY)
    press(genkan, 'Save')
    says(genkan, 'Connected to DefectDojo 3.3.0 as connector: 3000 Products visible')
    says(genkan, '3000, read just now')
    says(genkan, 'delivered to DefectDojo 3.3.0 as connector')
    keep_picture('server-saved')
    assert settings()['url'] == genkan.dojo.url, settings()
    assert tokens() == [dojo.KEY]
    assert read_database(DATABASE, 'SELECT count(*) FROM products WHERE dojo_id > 0') == [(3000,)]
    leaks = [path for path in session_files() if dojo.KEY.encode() in path.read_bytes()]
    assert not leaks, leaks


def keeps_the_key(genkan):
    """A change without a new key keeps the one that is there"""
    genkan.preferences.find('label', 'More').click()
    name = genkan.preferences.wait_for(ENTRY, lambda name: name.startswith('Name of a Product'))
    assert name.text == 'Global Connectors', name.text
    name.type('From {tool}')
    genkan.key('Return')
    wait_until(lambda: settings().get('engagement') == 'From {tool}', 'the name of the Engagement')
    says(genkan, 'Connected to DefectDojo')
    assert tokens() == [dojo.KEY]
    keep_picture('server-more')
    genkan.preferences.find('label', 'More').click()


def marks_products(genkan):
    """Thousands of Products from DefectDojo are searched as typed, marked, and linked"""
    genkan.key('Escape')
    genkan.wait_closed('Preferences')
    genkan.window.activate()
    genkan.window.wait_for('list item', 'Products').click()
    genkan.window.wait_for('label', lambda name: name.startswith('3') and name.endswith('000 Products'))
    genkan.window.wait_for(('text', 'entry'), 'Search Products').type('2987')
    wait_until(lambda: rows(genkan) == [['Product 2987', 'Shops', '0']], 'one Product')
    genkan.window.find('tree table', 'Products').wait_for(None, 'In DefectDojo')
    genkan.window.find('label', 'Product 2987').click()
    wait_until(lambda: genkan.window.find('push button', 'Open in DefectDojo').has('sensitive'), 'the link')
    keep_picture('server-products')
    genkan.key('ctrl+comma')
    genkan.preferences = genkan.wait_for_window('Preferences')
    genkan.preferences.activate()


def warns_in_time(genkan):
    """A key that expires soon is told in the preferences and in the window"""
    genkan.dojo.tell('expiry 5')
    press(genkan, 'Test Connection')
    says(genkan, 'expires in 5 days')
    keep_picture('server-expires')
    genkan.key('Escape')
    genkan.wait_closed('Preferences')
    genkan.window.activate()
    genkan.window.wait_for('label', 'The DefectDojo key expires in 5 days.')
    keep_picture('server-bar')
    genkan.window.resize(400, 700)
    keep_picture('server-bar-narrow')
    genkan.window.wait_for('push button', 'Enter Another…').click()
    genkan.preferences = genkan.wait_for_window('Preferences')
    genkan.preferences.activate()
    if isinstance(genkan.preferences, Window):
        genkan.preferences.resize(400, 700)
    keep_picture('server-narrow')


def tells_what_is_wrong(genkan):
    """When it has expired, Refresh says so and what to do"""
    genkan.dojo.tell('expired')
    press(genkan, lambda name: name.startswith('Refresh'))
    says(genkan, 'The DefectDojo key has expired')
    says(genkan, 'Make a new one')
    genkan.window.wait_for('label', 'The DefectDojo key has expired.')
    keep_picture('server-expired')


def removes(genkan):
    """Remove forgets the server and its key, and Undo brings both back"""
    before = settings()
    press(genkan, 'Remove')
    says(genkan, 'The server and its key are forgotten')
    assert settings() == {} and tokens() == []
    keep_picture('server-removed')
    press(genkan, 'Undo')
    wait_until(lambda: tokens() == [dojo.KEY], 'the key in the keyring')
    wait_until(lambda: settings().get('url') == before['url'], 'the server in the database')
    assert settings()['engagement'] == 'From {tool}'


def finishes_what_was_begun(genkan):
    """Save counts also when the preferences are closed at once"""
    genkan.preferences.wait_for(ENTRY, URL).type(f'{genkan.dojo.url}/login')
    wait_until(lambda: genkan.preferences.find('push button', 'Save').has('sensitive'), 'something to save')
    before = genkan.dojo.tell('count GET user_profile/')
    genkan.key('Return', 'Escape')
    genkan.wait_closed('Preferences')
    wait_until(lambda: genkan.dojo.tell('count GET user_profile/') != before, 'a question to DefectDojo')
    assert settings()['url'] == genkan.dojo.url
    genkan.check_alive()


program, serve_dojo = sys.argv[1:]
if os.environ.get('GENKAN_SCHEME'):
    subprocess.run(['gsettings', 'set', 'io.github.genkanapp.Genkan', 'color-scheme',
                    os.environ['GENKAN_SCHEME']], check=True)
with dojo.serve(serve_dojo, products=3000) as server, Genkan(program, size=(1100, 800)) as running:
    running.dojo = server
    good = run_story(running, opens_preferences, refuses_a_wrong_key, saves, keeps_the_key,
                     marks_products, warns_in_time, tells_what_is_wrong, removes, finishes_what_was_begun)
sys.exit(0 if good else 1)
