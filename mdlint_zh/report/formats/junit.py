"""JUnit's XML: a suite for each page, in it a case for each finding, and one that has passed for a page without any.

There is no specification; what readers have in common is told by https://github.com/testmoapp/junitxml. The suites
count their cases; the document does not, for it is written while pages are still looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.report.format import Plain, Run
from mdlint_zh.report.line import told
from mdlint_zh.report.look import shown_path
from mdlint_zh.report.xml_text import HEAD, as_xml

if TYPE_CHECKING:
    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.finding import Failure, Finding
    from mdlint_zh.report.summary import Totals


class JUnit(Plain):
    """A suite for each page."""

    def begin(self, _run: Run) -> str:
        """Open the document."""
        return f'{HEAD}<testsuites name="mdlint-zh">\n'

    def file(self, report: FileReport, _text: str | None) -> str:
        """Return the suite of one page."""
        path = as_xml(shown_path(report.path))
        cases = [_failure(path, report, finding) for finding in report.findings]
        cases += [_error(path, failure) for failure in report.failures]
        cases = cases or [f'    <testcase name="mdlint-zh" classname="{path}" file="{path}" time="0"/>\n']
        counts = f'failures="{len(report.findings)}" errors="{len(report.failures)}" skipped="0"'
        suite = f'<testsuite name="{path}" tests="{len(cases)}" {counts} time="0" file="{path}">'
        return f"  {suite}\n{''.join(cases)}  </testsuite>\n"

    def failed(self, report: FileReport) -> str:
        """Return the suite of a file that could not be read: nothing but errors."""
        return self.file(report, None)

    def end(self, _totals: Totals) -> str:
        """Close the document."""
        return "</testsuites>\n"


def _failure(path: str, report: FileReport, finding: Finding) -> str:
    line, column = report.position(finding.start)
    rule, message = as_xml(finding.rule), as_xml(told(finding))
    case = f'<testcase name="{rule} ({line}:{column})" classname="{path}" file="{path}" line="{line}" time="0">'
    failure = f'<failure message="{message}" type="{rule}">{path}:{line}:{column}: {rule} {message}</failure>'
    return f"    {case}\n      {failure}\n    </testcase>\n"


def _error(path: str, failure: Failure) -> str:
    rule, message = as_xml(failure.rule or "mdlint-zh"), as_xml(failure.message)
    case = f'<testcase name="{rule}" classname="{path}" file="{path}" time="0">'
    return f'    {case}\n      <error message="{message}" type="{rule}">{path}: {message}</error>\n    </testcase>\n'
