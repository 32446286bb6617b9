import type {redactionEn} from '../en/redaction.ts';

export const redactionZh = (): ReturnType<typeof redactionEn> => ({
  title: '脱敏处理',
  nothing: '没有需要遮盖的内容',
  masked: (p) =>
    [
      p.publicIpv4 > 0 ? `${p.publicIpv4} 个公网 IPv4 地址` : '',
      p.ipv6 > 0 ? `${p.ipv6} 个 IPv6 地址` : '',
      p.mac > 0 ? `${p.mac} 个 MAC 地址` : '',
      p.cookies > 0 ? `${p.cookies} 个 Cookie` : '',
      p.authorizations > 0 ? `${p.authorizations} 个认证凭据` : '',
      p.uriCredentials > 0 ? `${p.uriCredentials} 处 URI 中的用户信息` : '',
    ].filter((part) => part !== ''),
  all: (parts) => parts.join('、'),
  note: '本报告经过脱敏处理：公网 IPv4 地址换成以 203.0.113 开头的地址（不够用时换成以 198.18 开头的地址），公网 IPv6 地址换成以 2001:db8 开头的地址，MAC 地址换成以 02:00 开头的地址，并按首次出现的先后编号；同一个地址在各处的替代地址都相同。Cookie、认证凭据以及 URI 中的用户名和密码换成与原来字符数相同的星号。帧号、端口、长度、序号和校验和都与抓包文件一致，因此校验和与替换后的字节不再相符。',
});
