#include "certificate/paper.h"

#include <cairo-pdf.h>

#include <algorithm>

namespace permit::certificate {

namespace {

double points(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

cairo_status_t append(void* to, const unsigned char* bytes, unsigned length) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): cairo's bytes are unsigned
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

bool has(PangoFontMap* fonts, const std::string& family) {
  PangoFontFamily** families = nullptr;
  int count = 0;
  pango_font_map_list_families(fonts, &families, &count);
  const bool found = std::any_of(families, families + count, [&](PangoFontFamily* installed) {
    return pango_font_family_get_name(installed) == family;
  });
  g_free(families);
  return found;
}

}  // namespace

// ---- Text

double LaidText::height() const {
  int height = 0;
  pango_layout_get_size(layout_.get(), nullptr, &height);
  return points(height);
}

double LaidText::baseline() const { return points(pango_layout_get_baseline(layout_.get())); }

LaidText Paper::lay(std::string_view text, const Style& style, double width) {
  LaidText laid(pango_layout_new(context_.get()));
  PangoLayout* layout = laid.layout();
  const std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> font(
      pango_font_description_from_string(style.font), &pango_font_description_free);
  pango_layout_set_font_description(layout, font.get());
  pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height(layout, -style.most_lines);
  pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment(layout, style.align);
  PangoAttrList* attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(static_cast<int>(style.spacing * PANGO_SCALE)));
  pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));  // a number gets no hyphens
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  if (unwritable_.empty() && pango_layout_get_unknown_glyphs_count(layout) > 0) unwritable_ = text;
  return laid;
}

void Paper::put(const LaidText& text, double x, double y) {
  cairo_move_to(cairo_.get(), x, y);
  pango_cairo_show_layout(cairo_.get(), text.layout());
}

// ---- Lines and squares

void Paper::rule(double x, double y, double width, double thickness) {
  cairo_rectangle(cairo_.get(), x, y - thickness / 2, width, thickness);
  cairo_fill(cairo_.get());
}

void Paper::frame(double x, double y, double width, double height, double thickness) {
  cairo_set_line_width(cairo_.get(), thickness);
  cairo_rectangle(cairo_.get(), x, y, width, height);
  cairo_stroke(cairo_.get());
}

void Paper::add_rectangle(double x, double y, double width, double height) {
  cairo_rectangle(cairo_.get(), x, y, width, height);
}

void Paper::fill_rectangles() { cairo_fill(cairo_.get()); }

// ---- The page

Result<std::unique_ptr<Paper>> Paper::open(const PaperTitle& title, const std::vector<std::string>& families) {
  std::unique_ptr<Paper> paper(new Paper);
  for (const std::string& family : families) {
    if (has(paper->fonts_.get(), family)) continue;
    return Error{"the font " + family + " is not installed; install Debian's package fonts-dejavu-core"};
  }
  paper->surface_.reset(cairo_pdf_surface_create_for_stream(append, &paper->pdf_, kPaperWidth, kPaperHeight));
  cairo_surface_t* surface = paper->surface_.get();
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.title.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, title.author.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, title.creator.c_str());
  // Otherwise cairo uses the clock.
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, render_local_time(title.made).c_str());
  paper->cairo_.reset(cairo_create(surface));

  pango_cairo_context_set_resolution(paper->context_.get(), 72);  // a point of type is a point of paper
  // Glyph widths as the font's designer drew them, not rounded to screen pixels.
  cairo_font_options_t* unhinted = cairo_font_options_create();
  cairo_font_options_set_hint_style(unhinted, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(unhinted, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(paper->context_.get(), unhinted);
  cairo_font_options_destroy(unhinted);
  pango_context_set_round_glyph_positions(paper->context_.get(), FALSE);
  return paper;
}

Result<std::string> Paper::finish() {
  if (!unwritable_.empty()) {
    return Error{"no installed font has every character of `" + unwritable_ +
                 "'; install one that does, such as fonts-noto"};
  }
  cairo_show_page(cairo_.get());
  const cairo_status_t drawn = cairo_status(cairo_.get());
  cairo_.reset();
  cairo_surface_finish(surface_.get());
  const cairo_status_t written = cairo_surface_status(surface_.get());
  for (const cairo_status_t status : {drawn, written}) {
    if (status != CAIRO_STATUS_SUCCESS) return Error{std::string("the PDF: ") + cairo_status_to_string(status)};
  }
  return std::move(pdf_);
}

}  // namespace permit::certificate
