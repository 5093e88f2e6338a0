"""Runs CDK programs with a stand-in for the CDK that writes down what it is asked: one JSON request a line, one JSON answer a line.

{"program": code}  runs it; answers the steps: what is taken from a package, and what is called with which arguments
"""

import contextlib
import importlib.abc
import importlib.machinery
import io
import json
import sys
import types

PACKAGES = ("aws_cdk", "constructs")
STEPS = []


class Ref:
    """Something of the CDK: known by the number of the step that gave it."""

    def __init__(self, **step):
        self.__dict__["number"] = len(STEPS)
        STEPS.append(step)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Ref(get=name, of=self.number)

    def __call__(self, *args, **kwargs):
        return Ref(call=self.number, args=[written(each) for each in args], kwargs=named(kwargs))

    def __str__(self):
        return "${ref:%d}" % self.number

    def __mro_entries__(self, bases):
        base = self.number

        def made(own, *args, **kwargs):
            own.__dict__["ref"] = Ref(call=base, args=[written(each) for each in args], kwargs=named(kwargs))

        return (type("Base", (Made,), {"__init__": made}),)


class Made:
    """An object of a class that the program derives from one of the CDK's."""

    def __getattr__(self, name):
        if name.startswith("__") or name == "ref":
            raise AttributeError(name)
        return getattr(self.ref, name)


def written(value):
    if isinstance(value, Made):
        value = value.ref
    if isinstance(value, Ref):
        return {"ref": value.number}
    if isinstance(value, (list, tuple)):
        return {"list": [written(each) for each in value]}
    if isinstance(value, dict):
        return {"map": named(value)}
    return {"value": value}


def named(values):
    return {key: written(value) for key, value in values.items() if value is not None}


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        if name.split(".")[0] not in PACKAGES:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        module = types.ModuleType(spec.name)
        module.__getattr__ = lambda name: Ref(take=f"{spec.name}.{name}")
        return module

    def exec_module(self, module):
        pass


def run(code):
    STEPS.clear()
    for name in [each for each in sys.modules if each.split(".")[0] in PACKAGES]:
        del sys.modules[name]
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(code, "app.py", "exec"), {"__name__": "__main__"})
    return list(STEPS)


sys.meta_path.insert(0, Finder())
for line in sys.stdin:
    try:
        reply = {"steps": run(json.loads(line)["program"])}
    except Exception as error:  # Whatever the code does wrong is the answer.
        reply = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply), flush=True)
