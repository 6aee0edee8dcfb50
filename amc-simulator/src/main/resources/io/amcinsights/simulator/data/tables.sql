-- AMC's tables over one instance's events; variables seed, window_from and window_until are those of a query.
CREATE MACRO events.user_id(user_key) AS 'amc' || md5(getvariable('seed') || user_key::VARCHAR);

CREATE MACRO events.visible(moment) AS moment >= getvariable('window_from')::TIMESTAMP AND moment < getvariable('window_until')::TIMESTAMP;

CREATE MACRO events.device(n) AS
  ['Phone', 'Phone', 'Phone', 'Phone', 'PC', 'PC', 'PC', 'Tablet', 'TV', 'TV'][n + 1];

CREATE MACRO events.os(n) AS
  ['iOS', 'iOS', 'Android', 'Android', 'Windows', 'Windows', 'macOS', 'iOS', 'Fire OS', 'Fire OS'][n + 1];

CREATE VIEW dsp_impressions AS
SELECT
  events.user_id(t.user_key) AS user_id, 'resolved' AS user_id_type,
  t.moment AS impression_dt, date_trunc('hour', t.moment) AS impression_dt_hour, t.moment::DATE AS impression_date,
  extract(hour FROM t.moment) AS impression_hour, extract(day FROM t.moment) AS impression_day,
  isodow(t.moment) AS impression_day_of_week,
  1::BIGINT AS impressions, 'amc' || md5('event' || t.touch_key::VARCHAR) AS request_tag,
  a.advertiser, a.advertiser_id, c.campaign, c.campaign_id, c.campaign_id::VARCHAR AS campaign_id_string,
  c.line_item, c.campaign_id * 10 AS line_item_id, c.line_item || ' creative' AS creative, c.campaign_id * 100 AS creative_id,
  c.ad_product_type, events.device(t.device) AS device_type, events.os(t.device) AS operating_system,
  CASE WHEN t.device >= 8 THEN 'App' ELSE 'Web' END AS environment_type,
  ['amazon.com', 'imdb.com', 'twitch.tv', 'news.example'][1 + t.term % 4] AS site,
  'US' AS iso_country_code, 'USD' AS currency_iso_code,
  -- Millicents: a thousand impressions cost two to six dollars.
  (200 + t.cost / 10)::BIGINT AS impression_cost, (230 + t.cost / 10)::BIGINT AS total_cost, 30::BIGINT AS audience_fee
FROM events.touch t JOIN events.campaign c USING (campaign_key) JOIN events.advertiser a USING (advertiser_key)
WHERE t.dsp AND events.visible(t.moment);

CREATE VIEW dsp_views AS
SELECT
  user_id, user_id_type, impression_dt AS event_dt, impression_dt_hour AS event_dt_hour, impression_date AS event_date,
  impression_hour AS event_hour, 1::BIGINT AS views, 1::BIGINT AS viewable_impressions, 1::BIGINT AS measurable_impressions,
  request_tag, advertiser, advertiser_id, campaign, campaign_id, campaign_id_string, line_item, line_item_id, creative, creative_id,
  ad_product_type, device_type, operating_system, environment_type, site, iso_country_code
FROM dsp_impressions
WHERE impression_cost % 5 < 3;

CREATE VIEW dsp_clicks AS
SELECT
  events.user_id(t.user_key) AS user_id, 'resolved' AS user_id_type,
  t.moment + INTERVAL 20 SECOND AS click_dt, date_trunc('hour', t.moment + INTERVAL 20 SECOND) AS click_dt_hour,
  (t.moment + INTERVAL 20 SECOND)::DATE AS click_date, extract(hour FROM t.moment + INTERVAL 20 SECOND) AS click_hour,
  t.moment AS impression_dt, 1::BIGINT AS clicks, 'amc' || md5('event' || t.touch_key::VARCHAR) AS request_tag,
  a.advertiser, a.advertiser_id, c.campaign, c.campaign_id, c.campaign_id::VARCHAR AS campaign_id_string,
  c.line_item, c.campaign_id * 10 AS line_item_id, c.ad_product_type,
  events.device(t.device) AS device_type, events.os(t.device) AS operating_system, 'US' AS iso_country_code
FROM events.touch t JOIN events.campaign c USING (campaign_key) JOIN events.advertiser a USING (advertiser_key)
WHERE t.dsp AND t.luck < 2 AND events.visible(t.moment + INTERVAL 20 SECOND);

CREATE VIEW sponsored_ads_traffic AS
SELECT
  events.user_id(t.user_key) AS user_id, 'resolved' AS user_id_type,
  t.moment AS event_dt, date_trunc('hour', t.moment) AS event_dt_hour, t.moment::DATE AS event_date,
  extract(hour FROM t.moment) AS event_hour, extract(day FROM t.moment) AS event_day,
  1::BIGINT AS impressions, CASE WHEN t.luck < 8 THEN 1 ELSE 0 END::BIGINT AS clicks,
  CASE WHEN t.luck % 2 = 0 THEN 1 ELSE 0 END::BIGINT AS viewable_impressions,
  -- Microcents: only clicks cost.
  CASE WHEN t.luck < 8 THEN 30000000 + t.cost * 20000 ELSE 0 END::BIGINT AS spend,
  a.advertiser, a.advertiser_id, c.campaign, c.campaign_id, c.campaign_id::VARCHAR AS campaign_id_string,
  c.campaign || ' group' AS ad_group, c.line_item, c.ad_product_type,
  CASE WHEN c.ad_product_type <> 'sponsored_display' THEN CASE WHEN t.term % 4 = 0 THEN lower(a.brand) || ' ' ELSE '' END
    || ['lamp', 'desk', 'chair', 'rug', 'sofa'][1 + t.term % 5] END AS customer_search_term,
  CASE WHEN c.line_item LIKE 'Exact%' THEN 'EXACT' ELSE 'BROAD' END AS match_type,
  'Top of Search on-Amazon' AS placement_type,
  events.device(t.device) AS device_type, events.os(t.device) AS operating_system, 'US' AS marketplace_name, 'USD' AS currency_iso_code
FROM events.touch t JOIN events.campaign c USING (campaign_key) JOIN events.advertiser a USING (advertiser_key)
WHERE NOT t.dsp AND events.visible(t.moment);

-- Attributed conversions with both their times: which of them a window means is the views' difference.
CREATE VIEW events.attributed AS
SELECT
  events.user_id(e.user_key) AS user_id, 'resolved' AS user_id_type,
  e.moment AS conversion_event_dt, date_trunc('hour', e.moment) AS conversion_event_dt_hour, e.moment::DATE AS conversion_event_date,
  extract(hour FROM e.moment) AS conversion_event_hour,
  e.traffic_at AS traffic_event_dt, date_trunc('hour', e.traffic_at) AS traffic_event_dt_hour,
  e.traffic_at::DATE AS traffic_event_date, extract(hour FROM e.traffic_at) AS traffic_event_hour,
  CASE WHEN e.touch_luck < CASE WHEN c.dsp THEN 2 ELSE 8 END THEN 'CLICK' ELSE 'VIEW' END AS traffic_event_type,
  CASE WHEN e.touch_luck < CASE WHEN c.dsp THEN 2 ELSE 8 END THEN 1 ELSE 0 END::BIGINT AS clicks,
  CASE WHEN e.touch_luck < CASE WHEN c.dsp THEN 2 ELSE 8 END THEN 0 ELSE 1 END::BIGINT AS views,
  1::BIGINT AS conversions, e.event_subtype AS conversion_event_subtype, e.event_subtype, e.tracked_asin,
  a.advertiser, a.advertiser_id, a.brand, c.campaign, c.campaign_id, c.campaign_id::VARCHAR AS campaign_id_string,
  c.line_item, c.campaign_id * 10 AS line_item_id, c.ad_product_type, events.device(e.device) AS device_type,
  CASE WHEN e.event_subtype = 'detailPageView' THEN 1 ELSE 0 END::BIGINT AS detail_page_view,
  CASE WHEN e.event_subtype = 'detailPageView' THEN 1 ELSE 0 END::BIGINT AS total_detail_page_view,
  CASE WHEN e.event_subtype = 'shoppingCart' THEN 1 ELSE 0 END::BIGINT AS add_to_cart,
  e.purchase::INTEGER::BIGINT AS purchases, e.purchase::INTEGER::BIGINT AS total_purchases,
  CASE WHEN e.luck < 6 THEN 0 ELSE e.purchase::INTEGER END::BIGINT AS brand_halo_purchases,
  e.units::BIGINT AS units_sold, e.units::BIGINT AS total_units_sold, e.sales AS product_sales, e.sales AS total_product_sales,
  e.new_to_brand AS new_to_brand, (e.purchase AND e.new_to_brand)::INTEGER::BIGINT AS new_to_brand_purchases,
  (e.purchase AND e.new_to_brand)::INTEGER::BIGINT AS new_to_brand_total_purchases,
  CASE WHEN e.new_to_brand THEN e.sales ELSE 0 END AS new_to_brand_product_sales,
  CASE WHEN e.new_to_brand THEN e.sales ELSE 0 END AS new_to_brand_total_product_sales,
  'US' AS iso_country_code, 'USD' AS currency_iso_code
FROM events.attribution e JOIN events.campaign c USING (campaign_key)
JOIN events.advertiser a ON a.advertiser_key = c.advertiser_key;

CREATE VIEW amazon_attributed_events_by_conversion_time AS
SELECT * FROM events.attributed WHERE events.visible(conversion_event_dt);

CREATE VIEW amazon_attributed_events_by_traffic_time AS
SELECT * FROM events.attributed WHERE events.visible(traffic_event_dt);

CREATE VIEW conversions AS
SELECT
  events.user_id(e.user_key) AS user_id, 'resolved' AS user_id_type,
  e.moment AS event_dt, date_trunc('hour', e.moment) AS event_dt_hour, e.moment::DATE AS event_date, extract(hour FROM e.moment) AS event_hour,
  'amc' || md5('conversion' || e.conversion_key::VARCHAR) AS conversion_id, 1::BIGINT AS conversions,
  CASE WHEN e.purchase THEN 'purchase' ELSE 'website' END AS event_category, e.event_subtype, e.tracked_asin,
  e.purchase::INTEGER::BIGINT AS purchases, e.units::BIGINT AS total_units_sold, e.sales AS total_product_sales,
  e.new_to_brand, a.brand AS tracked_item_brand, 'US' AS marketplace_name, 'USD' AS purchase_currency
FROM events.conversion e JOIN events.advertiser a USING (advertiser_key)
WHERE events.visible(e.moment);

-- A conversion once for every campaign it may matter to.
CREATE VIEW conversions_with_relevance AS
SELECT
  v.*, a.advertiser, a.advertiser_id, c.campaign, c.campaign_id, c.campaign_id::VARCHAR AS campaign_id_string,
  CASE WHEN c.campaign_id % 2 = 0 THEN 'PROMOTED' ELSE 'BRAND_HALO' END AS engagement_scope, 0 AS halo_code
FROM conversions v JOIN events.advertiser a ON a.brand = v.tracked_item_brand JOIN events.campaign c USING (advertiser_key)
WHERE c.dsp;

CREATE VIEW audience_segments AS
SELECT
  events.user_id(m.user_key) AS user_id, 'resolved' AS user_id_type, 5000 + m.segment AS behavior_segment_id, 5000 + m.segment AS segment_id,
  ['Home improvers', 'New parents', 'Gamers', 'Pet owners', 'Early adopters', 'Bargain hunters'][m.segment + 1] AS segment_name,
  ['Lifestyle', 'Life event', 'In-market', 'Lifestyle', 'Lifestyle', 'In-market'][m.segment + 1] AS category_level_1
FROM events.membership m;
