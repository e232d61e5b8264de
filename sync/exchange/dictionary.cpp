#include "sync/exchange/dictionary.hpp"

namespace soxa::exchange {

const std::vector<Dictionary>& dictionaries() {
    static const std::vector<Dictionary> all;
    return all;
}

}  // namespace soxa::exchange
