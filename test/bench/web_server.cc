#include "test/bench/web_server.h"

#include <chrono>
#include <thread>

#include "test/rig/run_folder.h"

namespace permit::bench {
namespace {

namespace fs = std::filesystem;
using test::Port;

std::string address(Port port) { return "127.0.0.1:" + std::to_string(port); }

// Configured for speed: connections are kept for any number of requests, and nothing is logged.
std::string nginx_conf(const fs::path& folder, Port port) {
  const auto temporary = [&](const std::string& what) {
    return what + "_temp_path " + (folder / what).string() + ";\n";
  };
  return "daemon off;\n"
         "pid " +
         (folder / "nginx.pid").string() +
         ";\n"
         "error_log stderr;\n"
         "worker_processes 1;\n"
         "events { worker_connections 4096; }\n"
         "http {\n" +
         temporary("client_body") + temporary("proxy") + temporary("fastcgi") + temporary("uwsgi") + temporary("scgi") +
         "access_log off;\n"
         "keepalive_requests 1000000000;\n"
         "tcp_nodelay on;\n"
         "default_type text/plain;\n"
         "server { listen " +
         address(port) +
         "; location / { return 200 stock; } }\n"
         "}\n";
}

}  // namespace

WebServer::WebServer(const test::Command& command, Port port) : port_(port), process_(command) {
  const std::string name = command.arguments.front();
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!test::connect_to(port)) {
    if (!process_.running())
      throw NotHere(process_.exit_status() == 127 ? name + " is not installed"
                                                  : name + " ended at once:\n" + test::tail_of(command.output, 5));
    if (std::chrono::steady_clock::now() > deadline) throw NotHere(name + " did not listen within ten seconds");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

WebServer WebServer::nginx(const fs::path& folder) {
  fs::create_directories(folder);
  const Port port = test::free_port();
  const fs::path conf = folder / "nginx.conf";
  test::write_file(conf, nginx_conf(folder, port));
  return {{.arguments = {"/usr/sbin/nginx", "-p", folder, "-c", conf}, .output = folder / "nginx.out"}, port};
}

WebServer WebServer::once_a_day(const fs::path& folder) {
  fs::create_directories(folder);
  const Port port = test::free_port();
  return {{.arguments = {"gunicorn", "--bind", address(port), "--workers", "2", "--threads", "8", "--keep-alive", "60",
                         "--backlog", "2048", "--chdir", fs::absolute("test/bench"), "once_a_day:application"},
           .environment = {{"ONCE_A_DAY", folder / "permits.sqlite"}, {"PYTHONDONTWRITEBYTECODE", "1"}},
           .output = folder / "gunicorn.out"},
          port};
}

std::string WebServer::get_url() const { return "http://" + address(port_) + "/?phone=%p&text=%a"; }

}  // namespace permit::bench
