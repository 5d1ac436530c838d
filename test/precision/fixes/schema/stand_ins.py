"""Imports for migrations whose application is not installed.

A module of the project is loaded from its file, without the `__init__` of the packages that it lies in, which would start the application. What
such a package passes on is looked up in its text. A module that can't be loaded, and a name that can't be found, is made up: a class that
serves as a column type, calls to which give more of the same.
"""

import ast
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from sqlalchemy import types


class MadeUpClass(type(types.TypeDecorator)):
    def __getattr__(cls, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return made_up(name)

    def __iter__(cls):
        return iter(())

    def __or__(cls, other):
        return cls

    __ror__ = __or__

    def __str__(cls):
        return cls.__name__


def made_up(name):
    """Gives a class of the name that is a column type, and takes any arguments and attributes."""

    def start(self, *arguments, **options):
        types.TypeDecorator.__init__(self)

    def attribute(self, attribute):
        if attribute.startswith("_"):
            raise AttributeError(attribute)
        return made_up(attribute)

    def call(self, *arguments, **options):
        return made_up(name)()

    members = {
        "impl": types.String,
        "cache_ok": True,
        "__init__": start,
        "__getattr__": attribute,
        "__call__": call,
        "__iter__": lambda self: iter(()),
        "__str__": lambda self: name,
        "__module__": "made_up",
    }
    made = MadeUpClass(name, (types.TypeDecorator,), members)
    # After the class is made: SQLAlchemy asks for attributes that are to be missing.
    return made


class ProjectModule(ModuleType):
    """A package of the project that is not run, or a module that is missing."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        # Found again while it is looked for: modules that import each other.
        self.__dict__[name] = made_up(name)
        value = self.find(name)
        if value is None:
            MADE_UP.add(f"{self.__name__}.{name}")
        else:
            self.__dict__[name] = value
        return self.__dict__[name]

    def find(self, name):
        below = f"{self.__name__}.{name}"
        if self.__loader__.holds(below):
            return importlib.import_module(below)
        module, original = passed_on(self.__dict__.get("_text", ""), self.__name__).get(name, (None, None))
        return None if module is None else getattr(importlib.import_module(module), original, None)


# What had to be made up, for those who ask.
MADE_UP = set()


def passed_on(text, package):
    """The names that a package imports from modules: name -> (module, name there)."""
    names = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            base = importlib.util.resolve_name("." * node.level + (node.module or ""), package) if node.level else node.module
            names.update({alias.asname or alias.name: (base, alias.name) for alias in node.names})
    return names


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Comes first for the project's own modules, and last for those that are nowhere."""

    def __init__(self, roots, written):
        self.roots = [Path(root) for root in roots]
        self.written = written
        self.own = {name.split(".")[0] for name in written}
        self.own |= {entry.stem for root in self.roots for entry in root.iterdir() if entry.suffix == ".py" or entry.is_dir()}
        self.own -= set(sys.stdlib_module_names) | {"alembic", "sqlalchemy", "docs", "tests", "scripts", "bin", "psycopg2"}

    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] not in self.own:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=self.file_of(name) is None)

    def holds(self, name):
        return self.file_of(name) is not None or any(root.joinpath(*name.split(".")).is_dir() for root in self.roots)

    def file_of(self, name):
        files = [root.joinpath(*name.split(".")).with_suffix(".py") for root in self.roots]
        return next((file for file in files if file.is_file()), None)

    def create_module(self, spec):
        return ProjectModule(spec.name)

    def exec_module(self, module):
        file = self.file_of(module.__name__)
        if module.__name__ in self.written:
            exec(self.written[module.__name__], module.__dict__)
            return
        if file is None:
            starts = [root.joinpath(*module.__name__.split("."), "__init__.py") for root in self.roots]
            module._text = next((start.read_text() for start in starts if start.is_file()), "")
            return
        module.__file__ = str(file)
        try:
            exec(compile(file.read_text(), str(file), "exec"), module.__dict__)
        except Exception as error:
            MADE_UP.add(f"{module.__name__} ({error!r})")


class Nowhere(Finder):
    """Makes up what the project's files import and nobody has; an optional module of an installed package stays missing."""

    def __init__(self, roots, scripts):
        super().__init__(roots, {})
        self.importers = tuple(str(folder) for folder in [*self.roots, *scripts])

    def find_spec(self, name, path=None, target=None):
        first = name.split(".")[0]
        if isinstance(sys.modules.get(first), ProjectModule) or importer().startswith(self.importers):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def file_of(self, name):
        return None

    def holds(self, name):
        return False


def importer():
    """The file whose import is being served."""
    frame = sys._getframe(1)
    while frame is not None and ("importlib" in frame.f_code.co_filename or frame.f_code.co_filename == __file__):
        frame = frame.f_back
    return "" if frame is None else frame.f_code.co_filename


def install(roots, scripts, written):
    """Serves imports from the folders `roots`, and makes up what is nowhere for files there and in the folders `scripts`.

    `written` has modules that are too much for this: name -> text.
    """
    sys.meta_path.insert(0, Finder(roots, written))
    sys.meta_path.append(Nowhere(roots, scripts))
