#include "test/rig/samples.h"

namespace permit::test {
namespace {

constexpr Sample kSamples[] = {
    {"a permit to go shopping", "994501112233", "2 AZE12345678", Outcome::granted},
    {"asked again, in another spelling", "994501112233", "2 aze 12345678", Outcome::repeated},
    {"asked again, with the car", "994501112233", "2 AZE12345678 10-AA-123", Outcome::repeated},
    {"to the doctor, a document of the family", "994501112233", "1 AA1234567 90 BB 456", Outcome::granted},
    {"in Cyrillic letters that look Latin", "994702223344", "2 АА7654321", Outcome::granted},
    {"a foreigner's document", "994553334455", "2 MYİ 1234567", Outcome::granted},
    {"a code that does not exist", "994504445566", "3 AZE87654321", Outcome::refused},
    {"a digit short", "994504445566", "2 AZE8765432", Outcome::unreadable},
    {"without the letters of the document", "994504445566", "2 87654321", Outcome::unreadable},
    {"a chat, in Russian", "994515556677", "можно мне в магазин?", Outcome::unreadable},
    {"help", "994504445566", "HELP", Outcome::information},
};

}  // namespace

std::span<const Sample> samples() { return kSamples; }

}  // namespace permit::test
