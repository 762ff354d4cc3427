// smsbox's own services, with the library and without it.
#include <string>

#include "test/rig/rig_group.h"

namespace permit::test {

TEST_GROUP_BASE(StockService, RigTest){};

TEST(StockService, worksNextToTheLibrary) {
  start_rig();
  const Sms reply = ask_stock_service();
  STRCMP_EQUAL("stock", reply.text.c_str());
  STRCMP_EQUAL("9999", reply.from.c_str());
  STRCMP_CONTAINS("AZE12345678", rig->ask("994501112244", "2 AZE12345678").text.c_str());
}

TEST(StockService, worksWhileTheLibraryIsBusy) {
  start_rig();
  for (int i = 0; i < 200; ++i)
    rig->fake().send(text_from("99450" + std::to_string(2000000 + i), "2 AZE" + std::to_string(20000000 + i)));
  STRCMP_EQUAL("stock", ask_stock_service().text.c_str());
  rig->wait_for("every text is answered", [&] { return rig->fake().replies().size() == 201; });
}

}  // namespace permit::test
