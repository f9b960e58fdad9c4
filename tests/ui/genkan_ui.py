"""Drives the real Genkan as a person does: sees what a screen reader sees, and clicks and types
with the pointer and the keyboard of the X server.

It runs inside `session`, which gives it a display, a bus and a keyring. Nothing here sleeps for
a result: every wait is for a condition, with a generous upper bound that only a fault reaches.
"""

import contextlib
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 60  # seconds until a condition counts as never coming
GLANCE = 0.02  # seconds between two looks
# What GTK has an action for.
PRESSED = ('push button', 'toggle button', 'menu item', 'check menu item', 'combo box')


class Timeout(AssertionError):
    pass


def wait_until(condition, what, patience=PATIENCE):
    """The first true value of condition(). What doesn't exist, yet or any more (a widget for
    Atspi, a window for xdotool), counts as not true."""
    deadline = time.monotonic() + patience
    while True:
        with contextlib.suppress(GLib.Error, subprocess.CalledProcessError):
            value = condition()
            if value:
                return value
        if time.monotonic() > deadline:
            raise Timeout(f'{what}: not within {patience} seconds')
        time.sleep(GLANCE)


def xdotool(*args):
    result = subprocess.run(['xdotool', *map(str, args)], check=True, capture_output=True, text=True)
    return result.stdout.strip()


def matches(found, wanted):
    """A button with a mnemonic has its name twice in GTK 4.8's tree, once with the underscore."""
    if callable(wanted):
        return wanted(found)
    return found == wanted or found.replace('_', '') in (wanted, f'{wanted} {wanted}')


class Node:
    """A widget, as the accessibility tree shows it."""

    def __init__(self, accessible, window):
        self.accessible = accessible
        self.window = window

    @property
    def role(self):
        """In the words of AT-SPI until 2.5x."""
        role = self.accessible.get_role_name()
        return 'push button' if role == 'button' else role

    @property
    def name(self):
        return self.accessible.get_name() or ''

    @property
    def description(self):
        return self.accessible.get_description() or ''

    @property
    def text(self):
        """What an entry holds. (Of an empty inscription GTK 4.8 must not be asked: it complains.)"""
        if self.role not in ('text', 'entry', 'password text'):
            return ''
        return Atspi.Text.get_text(self.accessible, 0, Atspi.Text.get_character_count(self.accessible))

    @property
    def children(self):
        for index in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(index)
            if child:
                yield Node(child, self.window)

    def has(self, *states):
        found = self.accessible.get_state_set()
        return all(found.contains(getattr(Atspi.StateType, state.upper())) for state in states)

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def find_all(self, role=None, name=None):
        """Descendants of a role (or one of several) and a name (or one that a function likes),
        as far as they take up room."""
        roles = (role,) if isinstance(role, str) else role
        for node in self.walk():
            with contextlib.suppress(GLib.Error):
                if roles and node.role not in roles:
                    continue
                if name is not None and not matches(node.name, name):
                    continue
                x, y, width, height = node.box
                if width > 0 and height > 0:
                    yield node

    def find(self, role=None, name=None):
        self.window.program.check_alive()
        return next(self.find_all(role, name), None)

    def wait_for(self, role=None, name=None):
        return wait_until(lambda: self.find(role, name), f'{role} “{name}”')

    def rows(self):
        """What stands in the cells of a table, row by row, without its header."""
        found = []
        for row in self.find_all('table row'):
            cells = [' '.join(label.name for label in cell.find_all('label')) for cell in row.find_all('table cell')]
            if cells:
                found.append(cells)
        return found

    @property
    def box(self):
        """(x, y, width, height) within the window's content, as GTK tells it; nothing for what is
        no widget, such as a page of a stack."""
        try:
            box = Atspi.Component.get_extents(self.accessible, Atspi.CoordType.WINDOW)
        except GLib.Error:
            return 0, 0, 0, 0
        return box.x, box.y, box.width, box.height

    @property
    def center(self):
        """Where on the screen. GTK 4 knows only where things are within the window's content, or,
        in a popover, relative to it: which surface it is on tell the sizes."""
        x, y, width, height = self.box
        if width <= 0 or height <= 0:
            return None
        origin = self._surface_origin()
        if not origin:
            return None
        left, top = origin
        return left + x + width // 2, top + y + height // 2

    def _surface_origin(self):
        popups = self.window.popups()
        node = self.accessible
        while popups and node and node.get_role() != Atspi.Role.APPLICATION:
            x, y, width, height = Node(node, self.window).box
            if (width, height) in popups:
                left, top = popups[width, height]
                return left - x, top - y
            node = node.get_parent()
        if self.role.endswith('menu item') and self.window.places_are_sure:
            return None  # its menu is not on the screen yet
        return self.window.content_origin

    def activate(self):
        self.window.activate()

    def settle(self, what=None):
        """Where it is, as soon as that is the same twice: what is still being laid out moves."""
        seen = [None, None]

        def look():
            seen[:] = seen[1], self.center
            return seen[0] == seen[1] and seen[1]
        return wait_until(look, what or f'a place for {self}')

    def click(self, button=1, times=1):
        """Waits until it can be clicked, then does; a button whose place is not sure, as a screen
        reader does."""
        wait_until(lambda: self.has('sensitive'), f'{self} is sensitive')
        if button == 1 and self.role in PRESSED and not self.window.places_are_sure:
            self.press()
            return
        x, y = self.settle()
        xdotool('mousemove', x, y, 'click', '--repeat', times, button)

    def press(self):
        """The button of a menu or a drop-down is inside of another in GTK 4.18, which has no action."""
        able = next(node for node in self.walk() if Atspi.Action.get_n_actions(node.accessible) > 0)
        Atspi.Action.do_action(able.accessible, 0)

    def give_room(self, width, height):
        """To a dialog, which has a window of its own, or stands in one."""
        self.window.resize(width, height)

    def scroll_down(self):
        """To the end of what can be scrolled in the middle of it."""
        xdotool('mousemove', *self.settle(), 'click', '--repeat', 40, 5)

    def drag(self, target, is_done, what):
        """Drags it onto another until that has done something. The target says to nobody whether
        it will take what hangs above it, so the pointer moves there for some time; on a machine
        with much to do a drop may still come too early, and is done again."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self._drag_once(target)
            with contextlib.suppress(Timeout):
                return wait_until(is_done, what, PATIENCE / 6)
        return wait_until(is_done, what, 0)

    def _drag_once(self, target):
        start, end = self.settle(), target.settle()
        at_rest = len(self.window.program.x_windows())
        xdotool('mousemove', *start, 'mousedown', 1)
        try:
            for part in range(1, 11):
                xdotool('mousemove', *(here + (there - here) * part // 10 for here, there in zip(start, end)))
            with contextlib.suppress(Timeout):  # a window with a picture of what is dragged
                wait_until(lambda: len(self.window.program.x_windows()) > at_rest, 'something is dragged', 5)
            for step in (1, -1) * 5:
                xdotool('mousemove_relative', '--', step, step)
                assert target.box  # as long as it answers nothing it has not seen the pointer, either
        finally:
            xdotool('mouseup', 1)

    def type(self, text):
        """Clicks into it and types instead of what it holds; the events arrive in this order."""
        self.click()
        xdotool('key', '--clearmodifiers', 'ctrl+a')
        xdotool('type', '--clearmodifiers', '--delay', 5, text)

    def tree(self, depth=0):
        """For the log of a failure."""
        try:
            states = [s for s in ('showing', 'focused', 'selected', 'checked', 'sensitive') if self.has(s)]
            text = self.text
            line = '  ' * depth + f'{self.role} {self.name!r} {" ".join(states)}'
            if text and text != self.name:
                line += f' text={text!r}'
            return '\n'.join([line, *(child.tree(depth + 1) for child in self.children)])
        except GLib.Error as error:
            return '  ' * depth + f'({error.message})'

    def __str__(self):
        return f'{self.role} “{self.name}”'


def geometry(x_window):
    """(x, y, width, height) on the screen."""
    shell = xdotool('getwindowgeometry', '--shell', x_window)
    found = dict(line.split('=') for line in shell.splitlines())
    return tuple(int(found[key]) for key in ('X', 'Y', 'WIDTH', 'HEIGHT'))


class Window(Node):
    """A window of the program, and the X window that shows it."""

    def __init__(self, accessible, x_window, program):
        super().__init__(accessible, self)
        self.x_window = x_window
        self.program = program

    @property
    def content(self):
        """(x, y, width, height) on the screen, within the border that GTK draws where there is no
        compositor. GTK 4.8 tells the size without that border, GTK 4.18 the border as what is left
        of the content."""
        left, top, width, height = geometry(self.x_window)
        x, y, content_width, content_height = self.box
        side, head = (width - content_width) // 2 - x, (height - content_height) // 2 - y
        return left + side, top + head, width - 2 * side, height - 2 * head

    @property
    def content_origin(self):
        """From where the boxes of widgets count. In GTK 4.18 that of the window counts from its
        content, and those inside as if there were no border."""
        left, top, _width, _height = self.content
        x, y, _width, _height = self.box
        return left - x, top - y

    @property
    def places_are_sure(self):
        """GTK 4.18 leaves paddings out of where a widget is, and shows it by its own window."""
        return self.box[:2] == (0, 0)

    def popups(self):
        """The positions of the popovers that are open, by their sizes."""
        toplevels = {window.x_window for window in self.program.windows()}
        boxes = [geometry(x) for x in self.program.x_windows() if x not in toplevels]
        return {(width, height): (x, y) for x, y, width, height in boxes}

    def activate(self):
        """There is no window manager, so nobody else brings it to the front with the keyboard."""
        wait_until(lambda: self._takes_focus(), f'{self} has the keyboard')

    def _takes_focus(self):
        """X refuses the focus to a window that it has not shown yet."""
        xdotool('windowraise', self.x_window, 'windowfocus', '--sync', self.x_window)
        return True

    def resize(self, width, height):
        xdotool('windowsize', self.x_window, width, height)
        wait_until(lambda: self._is_settled(width, height), f'a window of {width}×{height}')

    def _is_settled(self, width, height):
        """GTK has laid out its content, too: what is left for the border is equal on all sides."""
        _x, _y, content_width, content_height = self.box
        return (geometry(self.x_window)[2:] == (width, height)
                and 0 <= width - content_width == height - content_height)


class Genkan:
    """The program, running. Use it in a `with` statement."""

    def __init__(self, program, *args, size=None, environment=None):
        self.size = size
        self.process = subprocess.Popen([os.path.abspath(program), *args], cwd=os.environ['HOME'],
                                        env={**os.environ, **(environment or {})})

    def __enter__(self):
        try:
            self.window = wait_until(self._find_window, 'a window of Genkan')
            self.window.activate()
            if self.size:
                self.window.resize(*self.size)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def check_alive(self):
        """No wait goes on after a crash."""
        if self.process.poll() is not None:
            raise AssertionError(f'Genkan ended with status {self.process.returncode}')

    def _application(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child and child.get_process_id() == self.process.pid:
                return child
        return None

    def x_windows(self):
        """None is a status of 1; a window that went while xdotool looked is one with a complaint."""
        result = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
                                capture_output=True, text=True, check=False)
        if result.stderr:
            result.check_returncode()
        return sorted(map(int, result.stdout.split()))

    def toplevels(self):
        application = self._application()
        if not application:
            return []
        children = (application.get_child_at_index(i) for i in range(application.get_child_count()))
        return [child for child in children if child]

    def windows(self):
        """All windows, the newest last. A window's title is its name in both worlds; among windows
        of the same title the size tells which is which."""
        self.check_alive()
        free = {x: (xdotool('getwindowname', x), geometry(x)) for x in self.x_windows()}
        found = []
        for toplevel in self.toplevels():
            _x, _y, width, height = Node(toplevel, None).box
            candidates = [x for x, (title, _) in free.items() if title == toplevel.get_name()]
            if candidates:
                best = min(candidates, key=lambda x: abs(free[x][1][2] - width) + abs(free[x][1][3] - height))
                found.append(Window(toplevel, best, self))
                del free[best]
        return sorted(found, key=lambda window: window.x_window)

    def _find_window(self):
        return next((window for window in self.windows() if window.has('showing')), None)

    def find(self, role=None, name=None):
        """In the newest window first: a dialog is above the window that it belongs to."""
        for window in reversed(self.windows()):
            node = window.find(role, name)
            if node:
                return node
        return None

    def wait_for(self, role=None, name=None):
        return wait_until(lambda: self.find(role, name), f'{role} “{name}”')

    def windows_and_dialogs(self):
        """From libadwaita 1.5 on, a dialog stands inside the window that it belongs to. That one is
        looked through for them last, because it may have thousands of cells."""
        windows = self.windows()
        yield from windows
        for window in windows:
            yield from window.find_all('dialog')

    def wait_for_window(self, title):
        return wait_until(lambda: next((each for each in self.windows_and_dialogs() if each.name == title), None),
                          f'a window “{title}”')

    def wait_closed(self, title, patience=PATIENCE):
        """Gone from both worlds: as long as it stands in one it may keep what is below it modal."""
        def is_closed():
            names = [each.name for each in self.windows_and_dialogs()]
            names += [toplevel.get_name() for toplevel in self.toplevels()]
            names += [xdotool('getwindowname', x) for x in self.x_windows()]
            return title not in names
        wait_until(is_closed, f'no window “{title}”', patience)

    def press_to_close(self, title, button):
        """Presses until it is closed: what is pressed in the moment when a drop-down closes is lost,
        and a person would press again."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            dialog = next((each for each in self.windows_and_dialogs() if each.name == title), None)
            if dialog:
                dialog.activate()
                dialog.wait_for('push button', button).click()
            with contextlib.suppress(Timeout):
                return self.wait_closed(title, PATIENCE / 6)
        raise Timeout(f'“{button}” closes “{title}”: not within {PATIENCE} seconds')

    def key(self, *keys):
        xdotool('key', '--clearmodifiers', *keys)

    def type(self, text):
        """ASCII only: for other characters xdotool changes the keyboard, and may be too fast."""
        xdotool('type', '--clearmodifiers', '--delay', 5, text)

    def choose_file(self, title, path):
        """Names a file of the home folder in a file dialog, which begins there. The name comes all
        at once, as from an input method: GTK completes what is typed by the files that it has read
        until then, and somebody who types fast gets in between."""
        dialog = self.wait_for_window(title)
        dialog.activate()
        self.key('ctrl+l')

        def is_named():
            for entry in dialog.find_all(('text', 'entry')):
                if entry.has('editable') and entry.text != path.name:
                    Atspi.EditableText.set_text_contents(entry.accessible, path.name)
            return path.name in [entry.text for entry in dialog.find_all(('text', 'entry'))]
        wait_until(is_named, f'“{path.name}” in “{title}”')
        self.key('Return')
        self.wait_closed(title)

    def tree(self):
        return '\n'.join(window.tree() for window in self.windows())


def picture(path, x_window='root'):
    subprocess.run(['import', '-window', str(x_window), f'png:{path}'], check=True)


def portrait(window, path):
    """A picture of a window as soon as it stands still, with the round corners that a desktop
    gives it instead of the border that GTK draws without one."""
    still = _standing_still(window)
    left, top, width, height = window.content
    x, y = geometry(window.x_window)[:2]
    corner = 'fill black rectangle 0,0 11,11 fill white circle 12,12 12,0'
    subprocess.run([
        'convert', 'png:-', '-crop', f'{width}x{height}+{left - x}+{top - y}', '+repage', '-alpha', 'off',
        '(', '+clone', '-fill', 'white', '-colorize', '100', '-draw', corner,
        '(', '+clone', '-flip', ')', '-compose', 'multiply', '-composite',
        '(', '+clone', '-flop', ')', '-compose', 'multiply', '-composite', ')',
        '-compose', 'copy_opacity', '-composite', '-strip', f'png:{path}',
    ], input=still, check=True)


def _standing_still(window, patience=5):
    """Two looks that are the same; what never stops moving is taken as it is after a while."""
    deadline = time.monotonic() + patience
    before = None
    while True:
        now = subprocess.run(['import', '-window', str(window.x_window), 'png:-'],
                             check=True, capture_output=True).stdout
        if _pixels(now) == before or time.monotonic() > deadline:
            return now
        before = _pixels(now)
        time.sleep(0.2)


def _pixels(png):
    return subprocess.run(['convert', 'png:-', 'rgb:-'], input=png, check=True, capture_output=True).stdout


def read_database(path, query, *values):
    """Rows of the database, read as another program would."""
    with contextlib.closing(sqlite3.connect(f'file:{path}?mode=ro', uri=True)) as database:
        return database.execute(query, values).fetchall()


def session_files():
    """Every file in the folders of this session; the demo's throw-away folder is among them."""
    return [path for path in Path(os.environ['GENKAN_SESSION']).rglob('*') if path.is_file()]


def find_databases():
    return [path for path in session_files() if is_database(path)]


def is_database(path):
    """What has gone since it was listed is none."""
    try:
        return path.read_bytes()[:15] == b'SQLite format 3'
    except FileNotFoundError:
        return False


def run_story(genkan, *steps):
    """Runs functions that build upon each other as TAP tests. After a failure the rest is not
    run, and counts as failed; the picture and the tree go to the log folder."""
    print(f'1..{len(steps)}', flush=True)
    failed = None
    for number, step in enumerate(steps, 1):
        title = (step.__doc__ or step.__name__).strip().splitlines()[0]
        if failed:
            print(f'not ok {number} - {title} (after {failed})', flush=True)
            continue
        try:
            step(genkan)
            print(f'ok {number} - {title}', flush=True)
        except Exception as error:  # whatever it is, the story ends here
            failed = step.__name__
            print(f'not ok {number} - {title}', flush=True)
            print(f'{step.__name__}: {error!r}', file=sys.stderr)
            keep_evidence(genkan, step.__name__)
    return failed is None


def keep_evidence(genkan, name):
    folder = Path(os.environ.get('GENKAN_UI_LOG', '.'))
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(Exception):
        picture(folder / f'{name}.png')
    with contextlib.suppress(Exception):
        (folder / f'{name}.txt').write_text(genkan.tree())
    print(f'The picture and the tree are in {folder}/{name}.*', file=sys.stderr)
