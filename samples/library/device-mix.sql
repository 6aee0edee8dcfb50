-- Impressions, reach and cost of DSP campaigns a day and kind of device.
SELECT
  impression_date,
  campaign,
  device_type,
  SUM(impressions) AS impressions,
  COUNT(DISTINCT user_id) AS users,
  ROUND(SUM(total_cost) / 100000.0, 4) AS cost
FROM dsp_impressions
GROUP BY impression_date, campaign, device_type
ORDER BY impression_date, campaign, device_type
