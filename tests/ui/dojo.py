"""A DefectDojo on loopback: the stand-in of tests/dojo as a program."""

import contextlib
import subprocess

KEY = '0123456789abcdef0123456789abcdef01234567'


class Dojo:
    def __init__(self, process):
        self.process = process
        self.url = process.stdout.readline().strip()

    def tell(self, line):
        """Does it, and gives what it says about it."""
        self.process.stdin.write(f'{line}\n')
        self.process.stdin.flush()
        said = []
        while (word := self.process.stdout.readline().strip()) != 'done':
            said.append(word)
        return said


@contextlib.contextmanager
def serve(program, version='3.3.0', products=3):
    process = subprocess.Popen([program, version, str(products)], text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        yield Dojo(process)
    finally:
        process.stdin.close()
        process.wait()
