#include "test/rig/fake_smsc.h"

#include <stdexcept>

namespace permit::test {
namespace {

std::string render_body(const Sms& text) {
  if (text.text.find('\n') != std::string::npos)
    throw std::invalid_argument("a line of the fake SMSC ends at a line feed");
  if (!text.header.empty()) return "udh-text " + encode_url(text.header) + " " + text.text;
  switch (text.coding) {
    case Coding::ucs2:
      return "ucs2 " + encode_url(encode_ucs2(text.text));
    case Coding::binary:
      return "data " + encode_url(text.text);
    case Coding::gsm:
      break;
  }
  return "text " + text.text;
}

std::string take_word(std::string_view& line) {
  const auto end = std::min(line.find(' '), line.size());
  std::string word(line.substr(0, end));
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

// A part does not name its alphabet. UTF-16BE has a zero octet for every Latin letter and space, UTF-8 has none.
void read_part(Sms& part, const std::string& octets) {
  part.coding = octets.find('\0') == std::string::npos ? Coding::gsm : Coding::ucs2;
  part.text = part.coding == Coding::ucs2 ? decode_ucs2(octets) : octets;
}

}  // namespace

void FakeSmsc::send(const Sms& text) { stream_.send(text.from + " " + text.to + " " + render_body(text) + "\n"); }

void FakeSmsc::watch(std::vector<pollfd>& sockets) const {
  if (stream_.open()) sockets.push_back({stream_.fd(), stream_.events(), 0});
}

void FakeSmsc::serve() {
  if (!stream_.open()) stream_ = Stream(connect_to(port_));
  stream_.serve();
  const std::string_view received = stream_.received();
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = received.find('\n', begin)) != std::string::npos; begin = end + 1)
    receive_line(received.substr(begin, end - begin));
  stream_.received().erase(0, begin);
}

void FakeSmsc::receive_line(std::string_view line) {
  Sms part{.from = take_word(line), .to = take_word(line), .text = ""};
  const std::string type = take_word(line);
  if (type == "udh") {
    part.header = decode_url(take_word(line));
    take_word(line);  // always `data`
    read_part(part, decode_url(line));
  } else if (type == "ucs-2") {
    part.coding = Coding::ucs2;
    part.text = decode_ucs2(decode_url(line));
  } else if (type == "data") {
    part.coding = Coding::binary;
    part.text = decode_url(line);
  } else {
    part.text = line;
  }
  receive(std::move(part));
}

}  // namespace permit::test
