-- Users reached by the DSP, by sponsored ads or by both, and how many of each bought.
WITH reached AS (
  SELECT user_id, advertiser, 1 AS dsp, 0 AS sponsored, 0 AS purchases
  FROM dsp_impressions
  UNION ALL
  SELECT user_id, advertiser, 0, 1, 0
  FROM sponsored_ads_traffic
  UNION ALL
  SELECT user_id, advertiser, 0, 0, total_purchases
  FROM amazon_attributed_events_by_conversion_time
),
exposure AS (
  SELECT user_id, advertiser, MAX(dsp) AS dsp, MAX(sponsored) AS sponsored, SUM(purchases) AS purchases
  FROM reached
  GROUP BY user_id, advertiser
)
SELECT
  advertiser,
  CASE WHEN dsp = 1 AND sponsored = 1 THEN 'both' WHEN dsp = 1 THEN 'DSP only' ELSE 'sponsored ads only' END AS exposure,
  COUNT(DISTINCT user_id) AS users,
  COUNT(DISTINCT CASE WHEN purchases > 0 THEN user_id END) AS buyers,
  SUM(purchases) AS purchases
FROM exposure
WHERE dsp = 1 OR sponsored = 1
GROUP BY advertiser, CASE WHEN dsp = 1 AND sponsored = 1 THEN 'both' WHEN dsp = 1 THEN 'DSP only' ELSE 'sponsored ads only' END
ORDER BY advertiser, exposure
