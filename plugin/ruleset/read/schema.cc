#include "ruleset/read/schema.h"

#include <cassert>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include <libxml/relaxng.h>
#include <libxml/tree.h>

#include "system/embedded.h"

// Embedded, because a preloaded library cannot know where a file is.
PERMIT_EMBED(permit_schema, "rules/permit.rng");  // NOLINT: the assembler's names

namespace permit {

namespace {

struct FreeParser {
  void operator()(xmlRelaxNGParserCtxt* parser) const { xmlRelaxNGFreeParserCtxt(parser); }
};
struct FreeValidator {
  void operator()(xmlRelaxNGValidCtxt* validator) const { xmlRelaxNGFreeValidCtxt(validator); }
};

// libxml2 2.9 fills its table of datatypes at first use, without a lock.
std::mutex& compile_mutex() {
  static std::mutex mutex;
  return mutex;
}

Document embedded_schema() {
  const std::string_view bytes(permit_schema_begin, static_cast<std::size_t>(permit_schema_end - permit_schema_begin));
  Diagnostics faults;
  auto document = Document::parse({"permit.rng", std::string(bytes)}, faults);
  assert(document);
  return *std::move(document);
}

void ignore(void*, xmlErrorPtr) noexcept {}

xmlRelaxNG* compile_schema(const Document& source) {
  const std::lock_guard lock(compile_mutex());
  const std::unique_ptr<xmlRelaxNGParserCtxt, FreeParser> parser(xmlRelaxNGNewDocParserCtxt(source.get()));
  xmlRelaxNGSetParserStructuredErrors(parser.get(), ignore, nullptr);
  xmlRelaxNG* schema = xmlRelaxNGParse(parser.get());
  assert(schema);
  return schema;
}

void keep_first(void* kept, xmlErrorPtr error) noexcept {
  auto& first = *static_cast<std::optional<Diagnostic>*>(kept);
  if (first) return;
  std::string text = error->message ? error->message : "";
  while (!text.empty() && text.back() == '\n') text.pop_back();
  const auto* node = static_cast<const xmlNode*>(error->node);
  const bool at_element = node && node->type == XML_ELEMENT_NODE;
  const Place place = at_element ? Element(node).place() : Place{};
  first = Diagnostic{DiagnosticId::schema, place.file, place.line, "does not fit the schema: " + text};
}

}  // namespace

void Schema::Free::operator()(_xmlRelaxNG* schema) const { xmlRelaxNGFree(schema); }

Schema::Schema() : source_(embedded_schema()), compiled_(compile_schema(source_)), index_(source_.root()) {}
Schema::~Schema() = default;

std::optional<Diagnostic> Schema::check(const Document& document, Diagnostics& faults) const {
  std::optional<Diagnostic> first;
  const std::unique_ptr<xmlRelaxNGValidCtxt, FreeValidator> validator(xmlRelaxNGNewValidCtxt(compiled_.get()));
  xmlRelaxNGSetValidStructuredErrors(validator.get(), keep_first, &first);
  if (xmlRelaxNGValidateDoc(validator.get(), document.get()) == 0) return std::nullopt;

  index_.explain(document.root(), faults);
  if (faults.has_broken(document.file())) return std::nullopt;
  if (!first) first = Diagnostic{DiagnosticId::schema, document.file(), 0, "does not fit the schema"};
  first->file = document.file();
  return first;
}

}  // namespace permit
