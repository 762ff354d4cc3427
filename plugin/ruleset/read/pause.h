// <pause>: stops all permits by hand. It is a separate rule file, so that every decision still names its rules.
#pragma once

#include <string>
#include <string_view>

#include "base/zone.h"
#include "core/store.h"
#include "ruleset/read/compile_context.h"
#include "ruleset/read/xml.h"

namespace permit {

/// The file that contains a <pause> and nothing else.
inline constexpr const char* kPauseFile = "pause.xml";

/// Returns kPauseFile for a reply of any bytes. A reply that cannot be sent is a fault when the file is compiled.
RuleFile pause_file(std::string_view reply, LocalTime since);

/// Returns the pause file of a rule text; null if it has none.
const RuleFile* pause_in(const RuleFiles& text);

/// Replaces the pause file of `text` by the one in `folder`, or removes it if `folder` has none. The rest of the folder
/// may be broken. Returns `text` unchanged if the folder cannot be opened.
RuleFiles with_pause_of(const std::string& folder, RuleFiles text);
/// Replaces the pause file of `text` by `pause`; null removes it.
RuleFiles with_pause(RuleFiles text, const RuleFile* pause);

/// REQUIRES: all texts are read, because the pause adds its reply in every language.
void read_pause(const Element& element, CompileContext& context);

}  // namespace permit
