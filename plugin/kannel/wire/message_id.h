// Kannel's id of a message, a UUID: of a text (part of its key, core/text.h), of a reply, and in the ack of either.
#pragma once

#include <array>
#include <cstdint>

namespace permit {

using MessageId = std::array<std::uint8_t, 16>;

}  // namespace permit
