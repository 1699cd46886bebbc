"""What pyproject.toml cannot say: the migrations lie beside the package, and inside it once it is installed."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["logbook*"]), "logbook.migrations", "logbook.migrations.versions"],
    package_dir={"logbook.migrations": "migrations"},
)
