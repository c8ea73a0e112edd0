// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/network.h"

#include <boost/test/unit_test.hpp>

using frontdesk::network_of;

BOOST_AUTO_TEST_SUITE(network)

BOOST_AUTO_TEST_CASE(an_ipv4_address_is_its_own_network_mapped_or_not) {
  BOOST_TEST(network_of("192.0.2.7") == "192.0.2.7");
  BOOST_TEST(network_of("::ffff:192.0.2.7") == "192.0.2.7");
  BOOST_TEST(network_of("192.0.2.7") != network_of("192.0.2.8"));
}

BOOST_AUTO_TEST_CASE(ipv6_addresses_of_one_64_are_one_network) {
  BOOST_TEST(network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2:ffff:1:2:3"));
  BOOST_TEST(network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1"));
  BOOST_TEST(network_of("fe80::1%eth0") == network_of("fe80::2"));
}

BOOST_AUTO_TEST_CASE(what_is_no_address_shares_one_count) {
  BOOST_TEST(network_of("") == "unknown");
  BOOST_TEST(network_of("192.0.2.7, 10.0.0.1") == "unknown");
  BOOST_TEST(network_of(std::string(200000, '1')) == "unknown");
}

BOOST_AUTO_TEST_SUITE_END()
