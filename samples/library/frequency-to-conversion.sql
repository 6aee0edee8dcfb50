-- Whether users who saw a DSP campaign more often also bought more often.
WITH seen AS (
  SELECT user_id, campaign, SUM(impressions) AS frequency
  FROM dsp_impressions
  GROUP BY user_id, campaign
),
bought AS (
  SELECT user_id, campaign, SUM(total_purchases) AS purchases
  FROM amazon_attributed_events_by_conversion_time
  WHERE total_purchases > 0
  GROUP BY user_id, campaign
)
SELECT
  s.campaign,
  LEAST(s.frequency, 10) AS frequency_up_to_10,
  COUNT(DISTINCT s.user_id) AS users,
  COUNT(DISTINCT b.user_id) AS buyers,
  SUM(COALESCE(b.purchases, 0)) AS purchases,
  ROUND(COUNT(DISTINCT b.user_id) / CAST(COUNT(DISTINCT s.user_id) AS DOUBLE), 4) AS conversion_rate
FROM seen s
LEFT JOIN bought b ON b.user_id = s.user_id AND b.campaign = s.campaign
GROUP BY s.campaign, LEAST(s.frequency, 10)
ORDER BY 1, 2
