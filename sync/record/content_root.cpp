#include "sync/record/content_root.hpp"

#include <algorithm>

#include "crypto/base/cbor.hpp"
#include "crypto/merkle.hpp"

namespace soxa::record {

ContentRoot content_root(const ContentName& name, ByteView record_seed, std::vector<Said> said) {
    std::ranges::sort(said, [](const Said& a, const Said& b) {
        return a.section != b.section ? a.section < b.section : a.cell < b.cell;
    });
    ContentRoot content;
    std::vector<crypto::Digest> tops;
    cbor::Writer first;
    first.array(3).bytes(name.record.view()).number(name.stream).number(name.schema);
    tops.push_back(crypto::merkle_leaf({first.written()}));

    for (auto at = said.begin(); at != said.end();) {
        const Tag section = at->section;
        std::vector<crypto::Digest> leaves;
        for (; at != said.end() && at->section == section; ++at) {
            const crypto::Digest salted = crypto::hmac_sha256(record_seed, {at->cell});
            leaves.push_back(crypto::merkle_leaf({salted.view(), at->value}));
        }
        const crypto::Digest root = crypto::merkle_root(leaves);
        content.sections.emplace(section, root);
        cbor::Writer top;
        top.array(2).number(section).bytes(root.view());
        tops.push_back(crypto::merkle_leaf({top.written()}));
    }
    content.root = crypto::merkle_root(tops);
    return content;
}

}  // namespace soxa::record
