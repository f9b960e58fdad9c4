# What the benchmarks of this folder have in common: contenders in processes of their own, which
# print lines `NAME=NUMBER`, and ratios between runs that stood side by side.

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


class Bench:
    """The server, and a folder for databases."""

    def __init__(self, options):
        self.programs = Path(options.build) / 'tests/bench'
        self.python = '/usr/bin/python3' if os.path.exists('/usr/bin/python3') else sys.executable

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix='genkan-bench-')
        self.server = subprocess.Popen([self.programs / 'bench-server'], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, text=True)
        self.url = self.server.stdout.readline().strip()
        return self

    def __exit__(self, *_):
        self.server.stdin.close()
        self.server.wait()
        shutil.rmtree(self.folder)

    def server_seconds(self):
        """What it has cost so far."""
        text = Path(f'/proc/{self.server.pid}/schedstat').read_text()
        return int(text.split()[0]) / 1e9

    def run(self, *command):
        """Runs a contender; returns what it says and what it cost. What the one before it wrote
        is on the disk by then, so that nobody waits for another's."""
        os.sync()
        before = self.server_seconds()
        start = time.perf_counter()
        process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE,
                                   text=True)
        result = {}
        for line in process.stdout:
            name, value = line.strip().split('=')
            result[name] = result.get(name, 0) + float(value)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f'{Path(str(command[0])).name} failed')
        result.setdefault('seconds', time.perf_counter() - start)
        result['peak'] = usage.ru_maxrss * 1024
        result['cpu'] = usage.ru_utime + usage.ru_stime
        result['server'] = self.server_seconds() - before
        return result

    def clear(self):
        """Away with all databases."""
        for path in Path(self.folder).iterdir():
            path.unlink()


def table(head, rows):
    """Prints rows of texts below a head, the first column to the left."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    for row in [head, ['-' * width for width in widths], *rows]:
        cells = [cell.ljust(width) if i == 0 else cell.rjust(width)
                 for i, (cell, width) in enumerate(zip(row, widths))]
        print('  ' + '  '.join(cells))
    print()


def median(results, name):
    return statistics.median(result.get(name, 0) for result in results)


def ratio(results, other):
    """How many times as fast as the other, of runs that stood side by side."""
    return statistics.median(b['seconds'] / a['seconds'] for a, b in zip(results, other))


def show_threads(results, rows):
    names = sorted({name for result in results for name in result if name.startswith('thread.')})
    lines = [[name.removeprefix('thread.'), f'{median(results, name) / rows * 1e6:.2f}']
             for name in names if median(results, name) / rows * 1e6 >= 0.01]
    lines.append(['(server)', f'{median(results, "server") / rows * 1e6:.2f}'])
    table(['thread', 'µs of processor per row'], lines)


def describe_machine(bench):
    model = next((line.split(':')[1].strip() for line in open('/proc/cpuinfo')
                  if line.startswith('model name')), 'unknown')
    has_requests = subprocess.run([bench.python, '-c', 'import requests'], stderr=subprocess.DEVNULL)
    requests = 'urllib' if has_requests.returncode else 'requests'
    print(f'{os.cpu_count()} processors, {model}, load {os.getloadavg()[0]:.1f}; '
          f'the script uses {requests}\n')
