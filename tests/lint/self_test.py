#!/usr/bin/env python3
"""Plants faults into a small tree and looks whether the lints find them, and only them."""
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
import citations  # noqa: E402
import composed  # noqa: E402
import layers  # noqa: E402
import listed  # noqa: E402
import names  # noqa: E402
import pack_keys  # noqa: E402
import sizes  # noqa: E402
import words  # noqa: E402

GOOD = {
    "crypto/base/CMakeLists.txt": "soxa_module(crypto_base\n    SOURCES bytes.cpp)\n",
    "crypto/base/bytes.hpp": "#pragma once\n#include <vector>\n",
    "crypto/base/bytes.cpp": '#include "crypto/base/bytes.hpp"\n',
    "crypto/CMakeLists.txt": "soxa_module(crypto\n    SOURCES hash.cpp\n    USES crypto_base\n"
                             "    LINKS OpenSSL::Crypto)  # not USES\n",
    "crypto/hash.hpp": '#include "crypto/base/bytes.hpp"\n',
    "crypto/hash.cpp": '#include "crypto/hash.hpp"\n// #include "sync/record/record.hpp"\n'
                       'auto bad() { return fail(Errc::integrity, "crypto.bad"); }\n',
    "sync/record/CMakeLists.txt": "soxa_module(sync_record SOURCES record.cpp USES crypto_base)\n",
    "sync/record/record.hpp": '#include <chrono>\n#include "crypto/base/bytes.hpp"\n'
                              "// A new version for each decision. [TB-6.4] No ::now() here.\n"
                              "class Record {};\n",
    "sync/record/record.cpp": '#include "sync/record/record.hpp"\n',
    "client/office/words/crypto.words.txt": "crypto.bad|Sai {0}.|Wrong {0}.\n",
    "tests/CMakeLists.txt": "soxa_test(unit\n    SOURCES unit/record_test.cpp)\n",
    "tests/unit/record_test.cpp": 'TEST_CASE("[TB-6.4] a new version", "[record]") {}\n',
    "README.md": "See https://www.rfc-editor.org/rfc/rfc8949 and https://province.example:8443.\n",
}


class Lint(unittest.TestCase):
    def faults(self, lint, **planted):
        """What `lint` says of the good tree with files replaced or added."""
        with tempfile.TemporaryDirectory() as root:
            for path, text in {**GOOD, **planted.get("files", {})}.items():
                os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
                with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                    file.write(text)
            return list(lint.faults(root))

    def finds(self, lint, path, text, *said):
        found = self.faults(lint, files={path: text})
        self.assertEqual(len(found), 1, found)
        for part in said:
            self.assertIn(part, found[0])

    def test_good_tree_has_no_fault(self):
        for lint in (layers, listed, sizes, citations, words, composed, names, pack_keys):
            self.assertEqual(self.faults(lint), [], lint.__name__)


class Composed(Lint):
    def test_prefix_that_nobody_declared(self):
        self.finds(composed, "client/office/words.cpp", 'auto text = say("mood." + name);\n', "«mood.»")

    def test_name_without_words(self):
        found = self.faults(composed, files={"client/ctl/told.cpp": 'auto text = word("access.kind." + name);\n',
                                             "client/office/words/office.words.txt": "access.kind.consent|a|b\n"})
        self.assertEqual(len(found), 1, found)
        self.assertIn("access.kind.signing", found[0])


class Layers(Lint):
    def test_include_that_is_not_said(self):
        self.finds(layers, "sync/record/record.cpp",
                   '#include "sync/record/record.hpp"\n#include "crypto/hash.hpp"\n',
                   "record.cpp:2", "includes crypto,")

    def test_use_against_the_picture(self):
        found = self.faults(layers, files={
            "crypto/base/CMakeLists.txt":
                "soxa_module(crypto_base SOURCES bytes.cpp USES sync_record)\n",
            "crypto/base/bytes.cpp": '#include "sync/record/record.hpp"\n'})
        self.assertEqual(found, ["crypto/base/CMakeLists.txt: crypto/base may not use sync/record"])

    def test_use_that_nothing_includes(self):
        self.finds(layers, "sync/record/CMakeLists.txt",
                   "soxa_module(sync_record SOURCES record.cpp USES crypto_base crypto)\n",
                   "USES crypto, which nothing")

    def test_clock_in_a_pure_folder(self):
        self.finds(layers, "sync/record/record.cpp",
                   '#include "sync/record/record.hpp"\nauto t = std::chrono::system_clock();\n',
                   "record.cpp:2", "system_clock")

    def test_file_in_a_pure_folder(self):
        self.finds(layers, "sync/record/record.cpp", "#include <fstream>\n", "<fstream>")

    def test_clock_in_a_comment_or_text_is_none(self):
        self.assertEqual(self.faults(layers, files={
            "sync/record/record.cpp":
                '// ::now()\n/* random_device */ auto a = "getenv(x)";\n'}), [])

    def test_headers_that_lose_wakeups(self):
        self.finds(layers, "crypto/hash.cpp", "#include <latch>\n", "<latch>")

    def test_sqlite_outside_its_folder(self):
        self.finds(layers, "crypto/hash.cpp", "#include <sqlite3.h>\n", "sync/sqlcipher")

    def test_include_beside_instead_of_from_the_root(self):
        self.finds(layers, "crypto/hash.cpp", '#include "hash.hpp"\n', "no path from the root")

    def test_include_of_what_the_build_generates(self):
        self.assertEqual(self.faults(layers, files={
            "crypto/hash.cpp": '#include "crypto_tables.inc"\n'}), [])

    def test_product_that_includes_tests(self):
        self.finds(layers, "crypto/hash.cpp", '#include "tests/unit/record_test.cpp"\n', "no layer")

    def test_module_named_for_another_folder(self):
        found = self.faults(layers, files={
            "crypto/CMakeLists.txt": "soxa_module(hashing SOURCES hash.cpp USES crypto_base)\n"})
        self.assertTrue(any("not named for its folder" in fault for fault in found), found)

    def test_folder_without_a_module(self):
        self.finds(layers, "sync/ledger/fold.cpp", "int x;\n", "no CMakeLists.txt")


class Listed(Lint):
    def test_source_that_nothing_builds(self):
        self.finds(listed, "crypto/hash_tree.cpp", "int x;\n", "hash_tree.cpp", "not built")

    def test_test_of_the_same_name_elsewhere(self):
        self.finds(listed, "tests/property/record_test.cpp", "int x;\n", "not built")


class PackKeys(Lint):
    def test_key_that_decides_nothing(self):
        self.finds(pack_keys, pack_keys.KEYS, '{"pay.new_key", true, "…", "…"},\n', "pay.new_key decides nothing")

    def test_key_that_is_no_longer_read(self):
        found = self.faults(pack_keys, files={pack_keys.KEYS: '{"deadline.time_source", true, "…"},\n',
                                              "sync/record/month.cpp": "// time_source\n"})
        self.assertEqual(len(found), 1, found)
        self.assertIn("does not read deadline.time_source", found[0])

    def test_key_that_is_told(self):
        told = {pack_keys.KEYS: '{"national.transport", true, "…"},\n',
                pack_keys.SILENT: '{"national.transport", "policy.silent_transport"},\n'}
        self.assertEqual(self.faults(pack_keys, files=told), [])
        self.assertEqual(len(self.faults(pack_keys, files={**told, pack_keys.KEYS: '{"pack", true, "…"},\n'})), 2)


class Sizes(Lint):
    def test_long_source(self):
        self.finds(sizes, "crypto/hash.cpp", "int x;\n" * 451, "451 lines")

    def test_long_data(self):
        self.assertEqual(self.faults(sizes, files={"sync/record/names.inc": "1,\n" * 2000}), [])


class Citations(Lint):
    def test_clause_that_no_test_names(self):
        self.finds(citations, "crypto/hash.hpp", "int x;  // [TB-6.4, TB-6.40]\n",
                   "hash.hpp:1", "TB-6.40")

    def test_rule_of_a_finding_that_no_test_names(self):
        self.finds(citations, "crypto/hash.hpp", 'Fault{"a", "R08", "b.c", {}};\n', "R08")

    def test_longer_clause_does_not_stand_for_a_shorter_one(self):
        found = self.faults(citations, files={
            "sync/record/record.hpp": "// [TB-6.4]\n",
            "tests/CMakeLists.txt": "soxa_test(unit\n    SOURCES unit/record_test.cpp)\n",
    "tests/unit/record_test.cpp": "// [TB-6.4a] [TB-6.41]\n"})
        self.assertEqual(len(found), 1, found)

    def test_text_that_only_looks_like_one(self):
        self.assertEqual(self.faults(citations, files={
            "crypto/hash.hpp": 'auto a = text[R]; auto b = "B-102345"; // TB-2024 R99\n'}), [])


class Words(Lint):
    def test_keys_that_no_catalogue_has(self):
        for code in ('return fail(Errc::storage,\n            "store.gone", {name});',
                     'return tl::make_unexpected(Error{Errc::defect, "store.gone", {}, {}});',
                     'faults.push_back(Fault{"full_name", "R01", "store.gone", {}});',
                     'return refuse({{"full_name", "R01", "crypto.gone", {}}});',
                     'const char* text = full ? "crypto.bad" : "crypto.gone";'):
            self.finds(words, "crypto/hash.cpp", code + "\n", ".gone is in no word catalogue")

    def test_key_that_another_program_has_words_for(self):
        found = self.faults(words, files={"sync/server/words/server.words.txt": "data.none|Không.|None.\n"})
        self.assertEqual(len(found), 1, found)
        self.assertIn("crypto.bad is not in the words of soxad", found[0])

    def test_what_is_no_key(self):
        self.assertEqual(self.faults(words, files={
            "crypto/hash.cpp": 'open("crypto.key"); take("salary.step"); // fail(a, "x.y")\n'}), [])

    def test_one_language_missing(self):
        self.finds(words, "client/office/words/crypto.words.txt", "crypto.bad|Sai.|\n",
                   "both languages")

    def test_other_placeholders(self):
        self.finds(words, "client/office/words/crypto.words.txt",
                   "crypto.bad|Sai {0}.|Wrong {1}.\n", "placeholders")

    def test_key_twice(self):
        self.finds(words, "client/office/words/more.words.txt", "crypto.bad|Sai.|Wrong.\n",
                   "already")

    def test_line_of_another_form(self):
        self.finds(words, "client/office/words/more.words.txt", "crypto.other|Sai.\n", "key|vi|en")

    def test_tone_mark_of_the_other_spelling(self):
        for word in ("Khóa", "xóa", "hủy"):
            self.finds(words, "client/office/words/more.words.txt", f"crypto.other|{word} đi, quý vị, toàn bộ.|Wrong.\n", "tone mark")

    def test_letters_apart_from_their_marks(self):
        self.finds(words, "client/office/words/more.words.txt",
                   "crypto.other|Xa\u0303.|Wrong.\n", "NFC")


class Names(Lint):
    def test_vague_file(self):
        self.finds(names, "crypto/hash_" + "utils.cpp", "int x;\n", "utils")

    def test_vague_folder(self):
        self.finds(names, "crypto/common/hash.cpp", "int x;\n", "common")

    def test_vague_type(self):
        self.finds(names, "crypto/hash.cpp", "class SessionManager final {};\n", "SessionManager")

    def test_word_inside_another_is_none(self):
        self.assertEqual(self.faults(names, files={
            "crypto/hash.cpp": "struct Commons {}; enum class Utility_ {};  // a helper class\n"}),
            ['crypto/hash.cpp:1: "utility" in Utility_ says nothing'])

    def test_path_of_a_machine(self):
        self.finds(names, "README.md", "in /ho" + "me/an/soxa\n", "path of one machine")

    def test_host_of_a_registry(self):
        self.finds(names, "tests/lock.json", '"regis' + 'try.npm.org"\n', "registry")

    def test_address_of_the_real_network(self):
        self.finds(names, "crypto/hash.cpp", "// see https:" + "//hash.vn/x\n", "hash.vn")

    def test_unfinished_business(self):
        self.finds(names, "crypto/hash.cpp", "// TO" + "DO: later\n", "unfinished")


if __name__ == "__main__":
    unittest.main(verbosity=1)
