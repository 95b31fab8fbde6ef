"""Tests of a paper: ``./inv test`` runs those that every paper must pass, then the paper's own."""
