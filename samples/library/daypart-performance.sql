-- Sponsored ads by hour of the day (UTC): when they are seen, clicked and paid for.
SELECT
  campaign,
  event_hour AS hour_of_day,
  SUM(impressions) AS impressions,
  SUM(clicks) AS clicks,
  ROUND(SUM(clicks) / CAST(SUM(impressions) AS DOUBLE), 4) AS click_rate,
  ROUND(SUM(spend) / 100000000.0, 2) AS cost
FROM sponsored_ads_traffic
GROUP BY campaign, event_hour
ORDER BY campaign, event_hour
