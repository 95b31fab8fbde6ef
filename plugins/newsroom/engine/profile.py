"""Where the time of a build goes: seconds of each stage and each template, and what was counted."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Stage:
    """Seconds by the clock, and of processor time in the process of the build."""

    wall: float = 0.0
    cpu: float = 0.0


@dataclass(kw_only=True)
class Profile:
    """What one build spent, in the order in which it began to.

    ``templates`` are seconds by template or function, summed over all workers, ``files`` how many
    were made of each; ``counts`` is of sources and files.
    """

    stages: dict[str, Stage] = field(default_factory=dict)
    templates: Counter[str] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what the body does, and add it to the stage ``name``."""
        stage = self.stages.setdefault(name, Stage())
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            stage.wall += time.perf_counter() - wall
            stage.cpu += time.process_time() - cpu

    def made(self, template: str, seconds: float) -> None:
        """Note that a file was made by ``template`` or by a function of that name."""
        self.templates[template] += seconds  # type: ignore[assignment]  # a Counter sums floats
        self.files[template] += 1

    def report(self) -> str:
        """Return a table for a terminal."""
        lines = [f"{'stage':<36}{'seconds':>10}{'cpu':>10}"]
        lines += [
            f"{name:<36}{stage.wall:>10.3f}{stage.cpu:>10.3f}"
            for name, stage in self.stages.items()
        ]
        if self.files:
            lines += ["", f"{'made by':<36}{'seconds':>10}{'files':>10}{'ms each':>10}"]
        for name, seconds in self.templates.most_common():
            count = self.files[name]
            lines.append(f"{name:<36}{seconds:>10.3f}{count:>10,}{1000 * seconds / count:>10.2f}")
        counts = ", ".join(f"{count:,} {what}" for what, count in self.counts.items())
        return "\n".join([*lines, "", counts])
