// Lua's patterns as scripts use them.
#include "lua_script.hpp"
#include "unit/transformers/harness.hpp"

namespace {

// The value of an expression of Lua, as JSON; no quotes in it but single ones.
std::string lua_value(const std::string& expression) {
  sluice::Harness<sluice::lua::Script> h(R"({"script":"return {)" + expression + "}\"}");
  return h.change("{}");
}

}  // namespace

TEST_CASE("lua patterns: find gives places and captures") {
  CHECK(lua_value("('hello'):find('l')") == "[3,3]");
  CHECK(lua_value("('hello'):find('l+')") == "[3,4]");
  CHECK(lua_value("('hello'):find('(l)(.)')") == R"([3,4,"l","l"])");
  CHECK(lua_value("('a.b'):find('.', 2, true)") == "[2,2]");
  CHECK(lua_value("('abc'):find('c', -1)") == "[3,3]");
  CHECK(lua_value("('abc'):find('', 10)") == "[4,3]");
  CHECK(lua_value("('abc'):find('x') == nil") == "[true]");
}

TEST_CASE("lua patterns: classes, sets, anchors and quantifiers") {
  CHECK(lua_value("('  trim me '):match('^%s*(.-)%s*$')") == R"(["trim me"])");
  CHECK(lua_value("('2026-07-15'):match('(%d+)-(%d+)-(%d+)')") == R"(["2026","07","15"])");
  CHECK(lua_value("('x=1'):match('^[%a_][%w_]*')") == R"(["x"])");
  CHECK(lua_value("('a]b'):match('[]]')") == R"(["]"])");
  CHECK(lua_value("('a-b'):match('[a%-]+')") == R"(["a-"])");
  CHECK(lua_value("('abc'):match('[^a-b]')") == R"(["c"])");
  CHECK(lua_value("('ab'):match('a?b?c?')") == R"(["ab"])");
  CHECK(lua_value("('aXb'):match('%u')") == R"(["X"])");
  CHECK(lua_value("('aXb'):match('%U+')") == R"(["a"])");
  CHECK(lua_value("('cost $5'):match('$%d')") == R"(["$5"])");
}

TEST_CASE("lua patterns: positions, repeats, balance and frontiers") {
  CHECK(lua_value("('abc'):match('()b()')") == "[2,3]");
  CHECK(lua_value("('say \\\"hi\\\" now'):match('([\\\"])(.-)%1')") == R"(["\"","hi"])");
  CHECK(lua_value("('f(a(b)c) d'):match('%b()')") == R"x(["(a(b)c)"])x");
  CHECK(lua_value("('THE (quick) fox'):find('%f[%a]%a+%f[%A]', 2)") == "[6,10]");
}

TEST_CASE("lua patterns: gsub replaces by text, table and function") {
  CHECK(lua_value("('hello world'):gsub('o', '0')") == R"(["hell0 w0rld",2])");
  CHECK(lua_value("('hello world'):gsub('(%w+) (%w+)', '%2 %1')") == R"(["world hello",1])");
  CHECK(lua_value("('abc'):gsub('%w', '%0%0')") == R"(["aabbcc",3])");
  CHECK(lua_value("('abc'):gsub('', '-')") == R"(["-a-b-c-",4])");
  CHECK(lua_value("('abab'):gsub('a', 'x', 1)") == R"(["xbab",1])");
  CHECK(lua_value("('abab'):gsub('^a', 'x')") == R"(["xbab",1])");
  CHECK(lua_value("('$name!'):gsub('%$(%w+)', {name='Ada'})") == R"(["Ada!",1])");
  CHECK(lua_value("('a1b2'):gsub('%d', function(d) if d == '1' then return d + 1 end end)") ==
        R"(["a2b2",2])");
}

TEST_CASE("lua patterns: gmatch goes through all matches, empty ones too") {
  const auto joined = [](const std::string& text, const std::string& pattern) {
    sluice::Harness<sluice::lua::Script> h(R"({"script":"local o = array() for w in (')" + text +
                                           "'):gmatch('" + pattern +
                                           R"(') do o[#o+1] = w end return o"})");
    return h.change("{}");
  };
  CHECK(joined("one two", "%a+") == R"(["one","two"])");
  CHECK(joined("ab", "") == R"(["","",""])");
  CHECK(joined("x", "%d") == "[]");
  CHECK(joined("x", "^x").find("gmatch takes no pattern that begins with ^") != std::string::npos);
}

TEST_CASE("lua patterns: what is no pattern is told") {
  CHECK(lua_value("('a'):find('[a')").find("malformed pattern (missing ']')") != std::string::npos);
  CHECK(lua_value("('a'):find('(a')").find("unfinished capture") != std::string::npos);
  CHECK(lua_value("('a'):match('a)')").find("invalid pattern capture") != std::string::npos);
  CHECK(lua_value("('a'):find('a%')").find("ends with '%'") != std::string::npos);
  CHECK(lua_value("('a'):find('%1')").find("invalid capture index") != std::string::npos);
  CHECK(lua_value("('a'):find('(a%1)')").find("invalid capture index") != std::string::npos);
  CHECK(lua_value("('a'):find('%b(')").find("missing arguments to '%b'") != std::string::npos);
  CHECK(lua_value("('a'):find('%fa')").find("missing '['") != std::string::npos);
  CHECK(lua_value("('a'):gsub('a', '%2')").find("invalid capture index") != std::string::npos);
  CHECK(lua_value("('a'):find(('a?'):rep(2000))").find("at most 2000 bytes") != std::string::npos);
}
