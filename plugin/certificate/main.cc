// permit8103-certificate: JSON in, one page of PDF out. A separate program, so that permitctl links no graphics.

#include <signal.h>
#include <sysexits.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <iterator>
#include <string>

#include "certificate/output.h"
#include "certificate/page.h"
#include "certificate/read_certificate.h"
#include "core/version.h"

namespace permit::certificate {

namespace {

int complain(const std::string& message, int status) {
  std::cerr << "permit8103-certificate: " << message << '\n';
  return status;
}

/// Reads at most one byte more than the longest input.
std::string read_input(std::istream& in) {
  std::string input(kLongestInput + 1, '\0');
  in.read(input.data(), static_cast<std::streamsize>(input.size()));
  input.resize(static_cast<std::size_t>(in.gcount()));
  return input;
}

int run(int argc, char** argv) {
  CLI::App app{"Draw a certificate of permits: read one JSON object from standard input, write one page of PDF",
               "permit8103-certificate"};
  app.name("permit8103-certificate");
  app.set_version_flag("--version", "permit8103-certificate " + full_version());
  app.footer(
      "plugin/tool/JSON.md, installed in /usr/share/doc/permit8103, describes the JSON.\n\n"
      "Exit status:\n"
      "  0   the page is written\n"
      "  64  the command line is wrong\n"
      "  65  the input is not a certificate\n"
      "  69  a font is not installed\n"
      "  73  the file cannot be written\n"
      "  74  the output cannot be written");
  std::string file;
  app.add_option("-o,--output", file, "PDF file, written completely or not at all; - for standard output")
      ->type_name("FILE")
      ->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? EX_OK : EX_USAGE;
  }

  const auto certificate = read_certificate(read_input(std::cin));
  if (!certificate) return complain(certificate.error().message, EX_DATAERR);
  const auto pdf = render_page(*certificate);
  if (!pdf) return complain(pdf.error().message, EX_UNAVAILABLE);
  if (file == "-") {
    if (std::cout.write(pdf->data(), static_cast<std::streamsize>(pdf->size())).flush()) return EX_OK;
    return complain("the output could not be written completely", EX_IOERR);
  }
  const Status written = replace_file(file, *pdf);
  return written ? EX_OK : complain(written.error().message, EX_CANTCREAT);
}

}  // namespace

}  // namespace permit::certificate

int main(int argc, char** argv) {
  signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): if the reader has left, the write fails
  try {
    return permit::certificate::run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "permit8103-certificate: " << error.what() << '\n';
    return EX_SOFTWARE;
  }
}
