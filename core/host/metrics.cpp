// SPDX-License-Identifier: AGPL-3.0-or-later
#include "host/metrics.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <limits>

namespace frontdesk {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

ClientMetric labelled(std::vector<ClientMetric::Label> labels) {
  ClientMetric metric;
  metric.label = std::move(labels);
  return metric;
}

ClientMetric counter(double value, std::vector<ClientMetric::Label> labels = {}) {
  ClientMetric metric = labelled(std::move(labels));
  metric.counter.value = value;
  return metric;
}

ClientMetric gauge(double value, std::vector<ClientMetric::Label> labels = {}) {
  ClientMetric metric = labelled(std::move(labels));
  metric.gauge.value = value;
  return metric;
}

MetricFamily family(std::string name, std::string help, MetricType type, std::vector<ClientMetric> metrics) {
  return {std::move(name), std::move(help), type, std::move(metrics)};
}

double value_of(const std::atomic<std::uint64_t>& count) { return static_cast<double>(count.load(std::memory_order_relaxed)); }

void add_plugins(const PluginSet& plugins, const Board& board, std::vector<MetricFamily>& families) {
  std::vector<ClientMetric> states;
  std::vector<ClientMetric> calls;
  std::vector<ClientMetric> failures;
  std::vector<ClientMetric> crashes;
  for (const auto& plugin : plugins.all()) {
    states.push_back(gauge(1, {{"plugin", plugin->id()}, {"state", std::string(to_string(plugin->report.state))}}));
    calls.push_back(counter(value_of(plugin->calls), {{"plugin", plugin->id()}}));
    failures.push_back(counter(value_of(plugin->failures), {{"plugin", plugin->id()}}));
    crashes.push_back(counter(board.crashes_of(plugin->id()), {{"plugin", plugin->id()}}));
  }
  families.push_back(family("frontdesk_plugin_state", "1 for the state that each plugin is in.", MetricType::Gauge, std::move(states)));
  families.push_back(family("frontdesk_plugin_calls_total", "Calls of a plugin's handlers.", MetricType::Counter, std::move(calls)));
  families.push_back(family("frontdesk_plugin_failures_total", "Calls that threw or answered 500 or more.", MetricType::Counter, std::move(failures)));
  families.push_back(family("frontdesk_plugin_crashes_total", "Times that a plugin ended a worker process, since the last reload.", MetricType::Counter, std::move(crashes)));
}

}  // namespace

void Metrics::count(Method method, int status, std::chrono::microseconds duration) noexcept {
  const auto row = static_cast<std::size_t>(method);
  const auto column = static_cast<std::size_t>(std::clamp(status / 100, 0, 5));
  requests_[row][column].fetch_add(1, std::memory_order_relaxed);
  const double seconds = static_cast<double>(duration.count()) / 1e6;
  const auto bucket = static_cast<std::size_t>(std::lower_bound(bounds.begin(), bounds.end(), seconds) - bounds.begin());
  durations_[bucket].fetch_add(1, std::memory_order_relaxed);
  microseconds_.fetch_add(static_cast<std::uint64_t>(duration.count()), std::memory_order_relaxed);
}

std::string Metrics::as_text(const PluginSet& plugins, const Board& board) const {
  static constexpr std::array methods{"other", "GET", "HEAD", "POST"};
  std::vector<MetricFamily> families;
  std::vector<ClientMetric> requests;
  for (std::size_t row = 0; row < requests_.size(); ++row) {
    for (std::size_t column = 1; column < requests_[row].size(); ++column) {
      const double count = value_of(requests_[row][column]);
      if (count > 0) requests.push_back(counter(count, {{"method", methods[row]}, {"status", std::to_string(column) + "xx"}}));
    }
  }
  families.push_back(family("frontdesk_requests_total", "Requests answered.", MetricType::Counter, std::move(requests)));

  ClientMetric durations;
  for (std::size_t i = 0; i < durations_.size(); ++i) {
    durations.histogram.sample_count += durations_[i].load(std::memory_order_relaxed);
    const double bound = i < bounds.size() ? bounds[i] : std::numeric_limits<double>::infinity();
    durations.histogram.bucket.push_back({durations.histogram.sample_count, bound});
  }
  durations.histogram.sample_sum = value_of(microseconds_) / 1e6;
  families.push_back(family("frontdesk_request_seconds", "How long requests took.", MetricType::Histogram, {durations}));
  families.push_back(family("frontdesk_requests_in_flight", "Requests being answered.", MetricType::Gauge, {gauge(static_cast<double>(in_flight_.load(std::memory_order_relaxed)))}));
  families.push_back(family("frontdesk_database_unavailable_total", "Requests that found no database.", MetricType::Counter, {counter(value_of(unavailable_))}));
  families.push_back(family("frontdesk_requests_malformed_total", "Requests refused before a route was looked for.", MetricType::Counter, {counter(value_of(refused_))}));
  add_plugins(plugins, board, families);
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace frontdesk
