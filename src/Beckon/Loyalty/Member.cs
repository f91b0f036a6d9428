namespace Beckon.Loyalty;

/// <summary>A contact's membership of the loyalty programme.</summary>
/// <param name="Since">When they first joined.</param>
/// <param name="StoreId">The store they joined in, by the id of whoever signed them up; null when it was not said.</param>
/// <param name="StoreName">The same by its name.</param>
/// <param name="EmailOptIn">What they last answered at a sign-up when asked for e-mails; null when never asked. Their consent says what counts.</param>
/// <param name="SmsOptIn">The same for text messages.</param>
public sealed record Member(DateTimeOffset Since, string? StoreId, string? StoreName, bool? EmailOptIn, bool? SmsOptIn);
