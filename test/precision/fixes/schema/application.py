"""A Flask application without anything, for migrations that ask `current_app` for its configuration."""

import importlib

from flask import Config, Flask


class EmptyConfig(Config):
    def get(self, key, default="made up"):
        return super().get(key, default)

    def __missing__(self, key):
        return "made up"


class EmptyApplication(Flask):
    config_class = EmptyConfig


def start(configuration):
    """@param configuration: a class of the project, as `module:name`, that has the settings; None for none."""
    application = EmptyApplication(__name__)
    if configuration is not None:
        module, name = configuration.split(":")
        application.config.from_object(getattr(importlib.import_module(module), name))
    application.app_context().push()
