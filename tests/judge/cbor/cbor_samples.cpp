// Our side of the CBOR judge: items for it to look at, and our word on its items.
//
//   cbor_samples write COUNT SEED   COUNT random items by our writer, a line of hex each
//   cbor_samples spoil COUNT SEED   COUNT items with changed bytes that our reader still accepts
//   cbor_samples accept             reads lines of hex; fails unless our reader accepts them all
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "crypto/base/cbor.hpp"
#include "tests/unit/base_cbor_items.hpp"

namespace {

using soxa::Bytes;
using soxa::tests::RandomItem;

void write(std::uint64_t count, RandomItem& random) {
    for (std::uint64_t i = 0; i < count; ++i) std::cout << soxa::hex(random.item()) << '\n';
}

void spoil(std::uint64_t count, RandomItem& random) {
    while (count > 0) {
        Bytes bytes = random.item();
        for (std::uint64_t left = 1 + random.below(3); left > 0; --left) {
            bytes[random.below(bytes.size())] = static_cast<std::uint8_t>(random.below(256));
        }
        if (!soxa::cbor::is_canonical(bytes)) continue;
        std::cout << soxa::hex(bytes) << '\n';
        --count;
    }
}

int accept() {
    std::string line;
    while (std::getline(std::cin, line)) {
        const auto bytes = soxa::from_hex(line);
        if (bytes && soxa::cbor::is_canonical(*bytes)) continue;
        std::cerr << "cbor_samples: refused " << line << '\n';
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view verb = argc > 1 ? argv[1] : "";
    if (verb == "accept") return accept();
    if (argc != 4 || (verb != "write" && verb != "spoil")) {
        std::cerr << "cbor_samples: write COUNT SEED | spoil COUNT SEED | accept\n";
        return 2;
    }
    RandomItem random(std::strtoull(argv[3], nullptr, 10));
    const std::uint64_t count = std::strtoull(argv[2], nullptr, 10);
    if (verb == "write") {
        write(count, random);
    } else {
        spoil(count, random);
    }
    return EXIT_SUCCESS;
}
