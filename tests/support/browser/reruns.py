"""The tests of browsers that may try again, each with its reason. The run says which did.

A test that fails now and then has a cause, in the page or in the test: it is looked for before a name is added here.
"""

RERUNS_MOST = 1

RERUNS = {
    "browser/test_engines.py::test_a_case_is_logged_without_network_sent_mended_and_signed": (
        "WebKit runs on a screen that nobody sees; on a crowded machine its driver has lost the window once"
    ),
}
