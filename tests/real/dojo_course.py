"""What the steps of `defectdojo` beside this file have in common: units with findings that are mapped,
Syncs of one, and what DefectDojo has of it then."""

import time

from dojo_parts import Genkan, Relay

SEVERITIES = ['Critical', 'High', 'Medium', 'Low', 'Info']
LABEL = 'Tool'
RUN = f'{int(time.time()):x}'


def expect(condition, what, *details):
    if not condition:
        raise AssertionError(' '.join([what, *map(repr, details)]))


def equal(actual, expected, what):
    expect(actual == expected, f'{what}: expected {expected!r}, got', actual)


def finding(number, **fields):
    return {'id': f'f-{number}', 'title': f'Finding number {number}',
            'severity': SEVERITIES[number % 5], 'description': f'What is wrong with {number}.', **fields}


def findings(count, **fields):
    return {f'f-{number}': finding(number, **fields) for number in range(count)}


def is_open(each):
    return each.get('active') is not False and not any(
        each.get(name) for name in ('is_mitigated', 'false_p', 'risk_accepted'))


class Course:
    """What the steps have in common."""

    def __init__(self, program, folder, dojo, tool, catalog):
        self.program = program
        self.folder = folder
        self.dojo = dojo
        self.tool = tool
        self.catalog = catalog
        self.relay = Relay(dojo.url)
        self.tests = {}  # unit → number of its Test

    # --- what steps have in common ---

    def make_genkan(self, name, token=None, label=LABEL):
        genkan = Genkan(self.program, self.folder / name, token or self.dojo.token)
        genkan.run('server', 'set', '--url', self.relay_url)
        genkan.run('connections', 'add', '--connector', 'real-tool', '--label', label,
                   '--set', f'url={self.tool.url}')
        return genkan

    @property
    def relay_url(self):
        return self.relay.url + self.relay.target.path

    def product(self, unit):
        return f'Genkan {RUN} {unit}'

    def add(self, unit, found, genkan=None, **extra):
        """A unit that is mapped to a Product."""
        self.tool.put(unit, found, **extra)
        genkan = genkan or self.genkan
        genkan.run('discover', LABEL)
        genkan.run('map', LABEL, '--id', unit, '--product', self.product(unit), '--type', f'Genkan {RUN}')

    def sync(self, unit, *args, genkan=None, **options):
        """What a Sync did with the unit, and how many requests it took."""
        mark = len(self.relay.log)
        result = (genkan or self.genkan).sync(LABEL, '--record', unit, *args, **options)[unit]
        if result['delivery']['test_id']:
            self.tests[unit] = result['delivery']['test_id']
        return result['delivery'], self.relay.since(mark)

    def there(self, unit):
        """The tool's id → the finding that DefectDojo has; no id may be there twice."""
        found = {}
        for each in self.dojo.findings(self.tests[unit]):
            name = each['unique_id_from_tool'].rpartition(':')[2]
            expect(name not in found, 'twice in DefectDojo:', name)
            found[name] = each
        return found

    def same(self, unit, keep=()):
        """What is open at the tool, and that only, is active there, as the tool says it."""
        there = self.there(unit)
        for name, each in self.tool.findings(unit).items():
            if name in keep or (name not in there and each.get('is_mitigated')):
                continue  # what was closed before it was ever delivered is not
            expect(name in there, 'not in DefectDojo:', name)
            found = there[name]
            equal(found['active'], is_open(each), f'{unit} {name} active')
            if is_open(each):
                equal(found['severity'], each['severity'], f'{unit} {name} severity')
                equal(found['title'].casefold(), each['title'].casefold(), f'{unit} {name} title')
                equal(found['description'].strip(), each['description'].strip(), f'{unit} {name} description')
        for name in there.keys() - self.tool.findings(unit).keys():
            expect(not there[name]['active'], 'still active in DefectDojo:', name)
            expect(there[name]['is_mitigated'], 'not mitigated in DefectDojo:', name)
        return there

    def forecast(self, unit):
        """What the preview says would change on the server."""
        preview = self.genkan.json('sync', LABEL, '--record', unit, '--dry-run', expect=None)
        return preview['records'][0]['server']

    def deliver(self, unit, **options):
        """A Sync that does there what its preview said it would."""
        said = self.forecast(unit)
        done, log = self.sync(unit, **options)
        equal(done['outcome'], 'delivered', f'{unit}: {done["message"]}')
        for name in ('created', 'closed', 'reopened'):
            equal(done[name], said[name], f'{unit}: {name}, against the preview')
        return done, log
