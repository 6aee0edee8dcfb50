-- The order in which users first met kinds of advertising, and how many of them bought afterwards.
WITH touches AS (
  SELECT user_id, ad_product_type, MIN(impression_dt) AS first_dt
  FROM dsp_impressions
  GROUP BY user_id, ad_product_type
  UNION ALL
  SELECT user_id, ad_product_type, MIN(event_dt)
  FROM sponsored_ads_traffic
  GROUP BY user_id, ad_product_type
),
paths AS (
  SELECT user_id, ARRAY_TO_STRING(ARRAY_AGG(ad_product_type ORDER BY first_dt), ' > ') AS path, MIN(first_dt) AS first_dt
  FROM touches
  GROUP BY user_id
),
bought AS (
  SELECT user_id, SUM(purchases) AS purchases, SUM(total_product_sales) AS sales, MAX(event_dt) AS last_dt
  FROM conversions
  WHERE purchases > 0
  GROUP BY user_id
)
SELECT
  p.path,
  COUNT(DISTINCT p.user_id) AS users,
  COUNT(DISTINCT b.user_id) AS buyers,
  SUM(COALESCE(b.purchases, 0)) AS purchases,
  ROUND(SUM(COALESCE(b.sales, 0)), 2) AS sales
FROM paths p
LEFT JOIN bought b ON b.user_id = p.user_id AND b.last_dt >= p.first_dt
GROUP BY p.path
ORDER BY users DESC, path
LIMIT 200
