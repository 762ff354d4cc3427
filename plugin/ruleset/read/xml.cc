#include "ruleset/read/xml.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base/strings.h"
#include "ruleset/read/markup.h"

namespace permit {

namespace {

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
struct FreeParser {
  void operator()(xmlParserCtxt* parser) const { xmlFreeParserCtxt(parser); }
};

std::string_view view(const xmlChar* text) { return text ? reinterpret_cast<const char*>(text) : ""; }
std::string_view view(const char* text) { return text ? text : ""; }

/// Appends `text` with each run of spaces as one, none at the beginning.
void append_collapsed(std::string& to, std::string_view text) {
  for (const char sign : text) {
    const bool space = kWhiteSpace.find(sign) != std::string_view::npos;
    if (!space) {
      to += sign;
    } else if (!to.empty() && to.back() != ' ') {
      to += ' ';
    }
  }
}

/// Rewords libxml2's message for a mistake that markup.h leaves to it, and says how to correct it.
std::string in_words(const xmlError& error) {
  const std::string_view text = view(error.message);
  const std::string first(view(error.str1));
  switch (error.code) {
    case XML_ERR_DOCUMENT_EMPTY:
      return R"(the file contains no XML; a rule file begins with <?xml version="1.0" encoding="UTF-8"?>)";
    case XML_ERR_NAME_REQUIRED:
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
      return "a lone `&'; write it as &amp;";
    case XML_ERR_UNDECLARED_ENTITY:
      return "`&" + first + ";' is not known; write the character itself";
    case XML_ERR_ATTRIBUTE_REDEFINED:
      return "the attribute `" + first + "' occurs twice in one tag; remove one";
    default:
      return std::string("not well-formed XML: ").append(trim(text));
  }
}

struct FirstError {
  bool seen = false;
  long line = 0;
  std::string message;
};

// The user data of a SAX error is the parser itself. Only the first error counts; it causes the later ones.
void keep_first(void* parser, xmlErrorPtr error) noexcept {
  auto& first = *static_cast<FirstError*>(static_cast<xmlParserCtxt*>(parser)->_private);
  if (first.seen || error->level < XML_ERR_ERROR) return;
  first = {true, error->line, in_words(*error)};
}

/// Links each element to its tag; both are in the order of the file.
void tie_to_tags(xmlNode* node, Tag*& tag) {
  for (; node; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    node->_private = tag++;
    tie_to_tags(node->children, tag);
  }
}

std::size_t count_elements(const xmlNode* node) {
  std::size_t count = 0;
  for (; node; node = node->next) {
    if (node->type == XML_ELEMENT_NODE) count += 1 + count_elements(node->children);
  }
  return count;
}

}  // namespace

struct Document::Contents {
  std::string file;
  std::vector<Tag> tags;
  std::unique_ptr<xmlDoc, FreeDocument> document;
};

Document::Document(std::unique_ptr<Contents> contents) : contents_(std::move(contents)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

std::optional<Document> Document::parse(const RuleFile& file, Diagnostics& faults) {
  if (const auto refusal = refuse_encoding(file.bytes)) {
    faults.add(refusal->id, {file.name, refusal->line}, refusal->message);
    return std::nullopt;
  }
  Markup markup = read_markup(file.bytes);
  if (markup.refusal) {
    faults.add(markup.refusal->id, {file.name, markup.refusal->line}, markup.refusal->message);
    return std::nullopt;
  }

  xmlInitParser();
  FirstError first;
  const std::unique_ptr<xmlParserCtxt, FreeParser> parser(xmlNewParserCtxt());
  parser->_private = &first;
  parser->sax->serror = keep_first;
  auto contents = std::make_unique<Contents>();
  contents->document.reset(xmlCtxtReadMemory(parser.get(), file.bytes.data(), static_cast<int>(file.bytes.size()),
                                             nullptr, nullptr, XML_PARSE_NONET | XML_PARSE_BIG_LINES));
  xmlNode* root = contents->document ? xmlDocGetRootElement(contents->document.get()) : nullptr;
  if (first.seen || !root) {
    faults.add(DiagnosticId::broken_xml, {file.name, first.line}, first.seen ? first.message : "not well-formed XML");
    return std::nullopt;
  }
  if (contents->document->intSubset || count_elements(root) != markup.tags.size()) {
    faults.add(DiagnosticId::broken_xml, {file.name, 1},
               "not plain XML; remove everything that is not an element, text or comment");
    return std::nullopt;
  }

  contents->file = file.name;
  contents->tags = std::move(markup.tags);
  contents->document->_private = contents.get();
  Tag* tag = contents->tags.data();
  tie_to_tags(root, tag);
  return Document(std::move(contents));
}

const std::string& Document::file() const { return contents_->file; }
Element Document::root() const { return Element(xmlDocGetRootElement(contents_->document.get())); }
_xmlDoc* Document::get() const { return contents_->document.get(); }

std::string_view Element::name() const { return view(node_->name); }

Place Element::place() const {
  const auto& contents = *static_cast<const Document::Contents*>(node_->doc->_private);
  return {contents.file, static_cast<const Tag*>(node_->_private)->line};
}

Place Element::place_of(std::string_view attribute) const {
  Place place = this->place();
  for (const Tag::Attribute& at : static_cast<const Tag*>(node_->_private)->attributes) {
    if (at.name == attribute) place.line = at.line;
  }
  return place;
}

std::optional<std::string> Element::attribute(std::string_view name) const {
  for (const xmlAttr* at = node_->properties; at; at = at->next) {
    if (at->ns || view(at->name) != name) continue;
    std::string value;
    for (const xmlNode* part = at->children; part; part = part->next) value += view(part->content);
    return std::string(trim(value));
  }
  return std::nullopt;
}

std::vector<std::string> Element::attribute_names() const {
  std::vector<std::string> names;
  for (const xmlAttr* at = node_->properties; at; at = at->next) {
    names.push_back((at->ns ? std::string(view(at->ns->prefix)) + ":" : "") + std::string(view(at->name)));
  }
  return names;
}

std::string Element::text() const {
  std::string text;
  for (const xmlNode* part = node_->children; part; part = part->next) {
    if (part->type == XML_TEXT_NODE || part->type == XML_CDATA_SECTION_NODE)
      append_collapsed(text, view(part->content));
  }
  if (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

Place Element::place_of_text() const {
  Place place = this->place();
  const long line = static_cast<const Tag*>(node_->_private)->text_line;
  if (line > 0) place.line = line;
  return place;
}

std::vector<Element> Element::children() const {
  std::vector<Element> children;
  for (const xmlNode* node = node_->children; node; node = node->next) {
    if (node->type == XML_ELEMENT_NODE) children.emplace_back(node);
  }
  return children;
}

std::vector<Element> Element::children(std::string_view name) const {
  std::vector<Element> named = children();
  std::erase_if(named, [name](const Element& child) { return child.name() != name; });
  return named;
}

std::optional<Element> Element::child(std::string_view name) const {
  const auto named = children(name);
  return named.empty() ? std::nullopt : std::optional{named.front()};
}

}  // namespace permit
