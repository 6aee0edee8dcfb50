-- Whether users who saw the DSP's ads look for the brand by name more than those who did not.
WITH exposed AS (
  SELECT user_id, advertiser, 1 AS saw_dsp
  FROM dsp_impressions
  GROUP BY user_id, advertiser
),
searches AS (
  SELECT
    user_id,
    advertiser,
    MAX(CASE WHEN customer_search_term LIKE CONCAT(LOWER(SPLIT_PART(advertiser, ' ', 1)), '%') THEN 1 ELSE 0 END) AS branded
  FROM sponsored_ads_traffic
  WHERE customer_search_term IS NOT NULL
  GROUP BY user_id, advertiser
)
SELECT
  s.advertiser,
  COALESCE(e.saw_dsp, 0) = 1 AS saw_dsp,
  COUNT(DISTINCT s.user_id) AS searchers,
  COUNT(DISTINCT CASE WHEN s.branded = 1 THEN s.user_id END) AS branded_searchers,
  ROUND(COUNT(DISTINCT CASE WHEN s.branded = 1 THEN s.user_id END) / CAST(COUNT(DISTINCT s.user_id) AS DOUBLE), 4) AS branded_share
FROM searches s
LEFT JOIN exposed e ON e.user_id = s.user_id AND e.advertiser = s.advertiser
GROUP BY s.advertiser, COALESCE(e.saw_dsp, 0) = 1
ORDER BY 1, 2
