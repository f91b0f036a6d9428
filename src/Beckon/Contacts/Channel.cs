namespace Beckon.Contacts;

/// <summary>A way to reach somebody.</summary>
public enum Channel
{
    Email,
    Sms,
    Push,
}
