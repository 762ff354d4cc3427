// Kannel's name of a message, a UUID: of a text (core/text.h keeps it in its key), of a reply, in the ack of either.
#pragma once

#include <array>
#include <cstdint>

namespace permit {

using MessageId = std::array<std::uint8_t, 16>;

}  // namespace permit
