-- How long after the attributed impression or click a purchase followed.
WITH delays AS (
  SELECT user_id, campaign, total_purchases, SECONDS_BETWEEN(traffic_event_dt, conversion_event_dt) / 3600.0 AS hours
  FROM amazon_attributed_events_by_conversion_time
  WHERE total_purchases > 0
)
SELECT
  campaign,
  CASE
    WHEN hours < 1 THEN '1 under 1 hour'
    WHEN hours < 24 THEN '2 1 to 24 hours'
    WHEN hours < 72 THEN '3 1 to 3 days'
    WHEN hours < 168 THEN '4 3 to 7 days'
    ELSE '5 over 7 days'
  END AS delay,
  COUNT(DISTINCT user_id) AS buyers,
  SUM(total_purchases) AS purchases
FROM delays
GROUP BY 1, 2
ORDER BY 1, 2
