-- What every campaign cost and brought, DSP and sponsored ads side by side.
-- DSP costs are millicents, sponsored ads' are microcents: both become currency.
WITH traffic AS (
  SELECT user_id, advertiser, campaign, ad_product_type, impressions, 0 AS clicks, total_cost / 100000.0 AS cost, 0 AS purchases, 0.0 AS sales
  FROM dsp_impressions
  UNION ALL
  SELECT user_id, advertiser, campaign, ad_product_type, 0, clicks, 0.0, 0, 0.0
  FROM dsp_clicks
  UNION ALL
  SELECT user_id, advertiser, campaign, ad_product_type, impressions, clicks, spend / 100000000.0, 0, 0.0
  FROM sponsored_ads_traffic
  UNION ALL
  SELECT user_id, advertiser, campaign, ad_product_type, 0, 0, 0.0, total_purchases, total_product_sales
  FROM amazon_attributed_events_by_conversion_time
)
SELECT
  advertiser,
  campaign,
  ad_product_type,
  SUM(impressions) AS impressions,
  SUM(clicks) AS clicks,
  COUNT(DISTINCT user_id) AS users,
  ROUND(SUM(cost), 2) AS cost,
  SUM(purchases) AS purchases,
  ROUND(SUM(sales), 2) AS sales
FROM traffic
GROUP BY advertiser, campaign, ad_product_type
ORDER BY advertiser, campaign
