// Personal data on a screen: enough to recognise what one knows, not enough to learn it.
#pragma once

#include <string>
#include <string_view>

namespace permit::tool {

/// `994501112233` as `9945******33`. Short values keep their ends only.
std::string mask(std::string_view value);

}  // namespace permit::tool
