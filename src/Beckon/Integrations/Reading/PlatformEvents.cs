namespace Beckon.Integrations.Reading;

/// <summary>What shop platforms tell beside the catalogue: that something is as it now is, whatever has changed.</summary>
public static class PlatformEvents
{
    public const string OrderUpdated = "order_updated";
    public const string ProductUpdated = "product_updated";
    public const string ProductDeleted = "product_deleted";
}
