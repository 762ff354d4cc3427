// <pause>: granting is stopped by hand, by a rule file of its own, so that every decision still names its rules.
#pragma once

#include <string>
#include <string_view>

#include "base/zone.h"
#include "core/store.h"
#include "ruleset/read/compile_context.h"
#include "ruleset/read/xml.h"

namespace permit {

/// The file that a <pause> stands in; nothing else does.
inline constexpr const char* kPauseFile = "pause.xml";

/// That file, for a reply of any bytes. What cannot be sent is a fault when it is compiled.
RuleFile pause_file(std::string_view reply, LocalTime since);

/// The pause file of a text; null when there is none.
const RuleFile* pause_in(const RuleText& text);

/// The text with the pause file that stands in `folder`, or without one where none stands there: also when the rest of
/// the folder is broken. A folder that cannot be looked into changes nothing.
RuleText with_pause_of(const std::string& folder, RuleText text);
/// Likewise, with this one; null: none.
RuleText with_pause(RuleText text, const RuleFile* pause);

/// All texts are read already: the pause has one for every language.
void read_pause(const Element& element, CompileContext& context);

}  // namespace permit
