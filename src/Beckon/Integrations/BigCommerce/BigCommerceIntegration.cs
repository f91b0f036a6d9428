using Beckon.Events;
using Beckon.Integrations.Doors;
using Beckon.Integrations.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace Beckon.Integrations.BigCommerce;

/// <summary>BigCommerce's webhooks, which say only what has changed: Beckon fetches what it is now like.</summary>
public static class BigCommerceIntegration
{
    public const string Kind = "bigcommerce";
    public const string StoreHash = "storeHash";
    public const string ApiToken = "apiToken";

    /// <summary>Where in a call that is taken in stands what was fetched for it.</summary>
    public const string FetchedField = "beckon_fetched";

    public static ReadOnlySpan<byte> FetchedFieldUtf8 => "beckon_fetched"u8;

    public static Calling Calling { get; } = new(Kind, BigCommerceWebhook.Read);

    public static Integration Declaration { get; } = new()
    {
        Kind = Kind,
        Name = "BigCommerce",
        Description = "Abandoned carts with their products, orders with their status and refunds, customers, and products with price and stock.",
        CartAbandonment = CartAbandonment.Dynamic,
        Events =
        [
            EventNames.CartUpdated, EventNames.CartAbandoned, EventNames.CartConverted, EventNames.OrderCreated, PlatformEvents.OrderUpdated,
            EventNames.OrderCompleted, EventNames.OrderFulfilled, EventNames.OrderCanceled, EventNames.OrderRefunded, EventNames.CustomerCreated,
            EventNames.CustomerUpdated, PlatformEvents.ProductUpdated, PlatformEvents.ProductDeleted, EventNames.NewProductAdded, EventNames.PriceDrop,
            EventNames.BackInStock, EventNames.LowInventory,
        ],
        Settings =
        [
            new(StoreHash, "Store hash", "From the address of your control panel: store-HASH.mybigcommerce.com, and the API path of the account.", SettingKind.Text, Required: true),
            new(ApiToken, "Access token", "Of an API account that may read carts, orders, customers and products.", SettingKind.Secret, Required: true),
            new(IntegrationSetting.Token, "Token", "What BigCommerce sends as 'Authorization: Bearer'. Empty: Beckon makes one.", SettingKind.Secret),
            new(IntegrationSetting.SigningSecret, "Client secret", "Of the API account that the webhooks are made with: calls are then known by their signature.", SettingKind.Secret),
            new(IntegrationSetting.ShopUrl, "Shop address", "Where shoppers know the shop, for links to products and carts.", SettingKind.Url),
            IntegrationSetting.LowStock,
        ],
        Authentication = "The header 'Authorization: Bearer' with the token, given when a webhook is made; or the signature under the client secret.",
        Connect = Connect,
        Doors = [new(Kind, BigCommerceWebhook.Read)],
        Webhook = new Webhook
        {
            MostBytes = 1 << 20,
            Admit = BigCommerceProof.AdmitAsync,
            Verify = BigCommerceProof.Verify,
            Keep = (call, body) => call.Request.HttpContext.RequestServices.GetRequiredService<BigCommerceInbox>().KeepAsync(call.Source, body),
            Read = (_, _) => Calling,
        },
        Add = services => services
            .AddSingleton<BigCommerceClient>()
            .AddSingleton<BigCommerceInbox>()
            .AddSingleton<BigCommerceFetcher>()
            .AddHostedService<BigCommerceWorker>(),
    };

    private static Connection Connect(Place place) => new(
        [new("All webhooks", place.Webhook)],
        Declaration.Authentication,
        $$$$"""
        curl https://api.bigcommerce.com/stores/STORE_HASH/v3/hooks \
          -H 'X-Auth-Token: ACCESS TOKEN' -H 'Content-Type: application/json' \
          -d '{"scope": "store/order/*", "destination": "{{{{place.Webhook}}}}", "is_active": true, "headers": {"Authorization": "Bearer TOKEN"}}'
        """)
    {
        Steps =
        [
            "In the BigCommerce control panel open Settings > API accounts and create a V2/V3 API token with the scopes Orders, Carts, Customers and Products: read-only.",
            "Enter its access token and the store hash in this form, and connect.",
            "Webhooks are made by API: run the command below once for each of store/order/*, store/cart/*, store/cart/lineItem/*, store/cart/abandoned, "
            + "store/cart/converted, store/customer/* and store/product/*, with the token that Beckon has shown.",
            "Change any order: Settings > Integrations shows that it came.",
        ],
    };
}
