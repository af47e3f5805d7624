namespace PromptLsp.Models.Devices;

/// <summary>What is computed on, and why.</summary>
/// <param name="Device">Never <see cref="DeviceRequest.Auto"/>.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Warning">Told to the user where another device was asked for than is used; else null.</param>
public sealed record DeviceChoice(DeviceRequest Device, string Reason, string? Warning)
{
    /// <summary>The device's name, such as <c>cpu</c>.</summary>
    public string Name => DeviceRequests.NameOf(Device);
}
